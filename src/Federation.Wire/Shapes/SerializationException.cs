using System.Diagnostics.CodeAnalysis;

namespace Federation.Wire.Shapes;

/// <summary>A JSON body is not of the operation's shape. Stays inside the binder, which answers AWS's SerializationException.</summary>
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "It unwinds the recursive reader and never leaves the binder.")]
internal sealed class SerializationException(string message) : Exception(message);
