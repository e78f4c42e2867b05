namespace Federation.Wire.Query;

/// <summary>One parameter: its decoded name and its value as it came.</summary>
internal readonly record struct QueryParameter(ReadOnlyMemory<byte> Name, ReadOnlyMemory<byte> RawValue);
