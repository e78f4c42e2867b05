using System.Text.Json.Serialization;

namespace Federation.Services.Traces;

/// <summary>Generated serializer of recorded logins: every login writes one.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LoginTrace))]
[JsonSerializable(typeof(TraceCheck))]
internal sealed partial class LoginTraceJson : JsonSerializerContext;
