using System.Runtime.InteropServices;

namespace Federation.Policy;

/// <summary>A place in a policy document.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column in UTF-16 characters, from 1.</param>
/// <param name="Offset">Offset in UTF-16 characters from the start, from 0.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TextPosition(int Line, int Column, int Offset)
{
    /// <summary><c>line:column</c>.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Line}:{Column}");
}
