using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Federation.Services.Pipeline.Validation;

/// <summary>The place that validation is at, and what it has found. Lives on the stack, so that a valid request costs no memory.</summary>
[StructLayout(LayoutKind.Auto)]
internal ref struct ValidationState
{
    private const int MaximumDepth = 40;

    /// <summary>Values are repeated to the caller up to this length, so that an answer cannot grow with the request.</summary>
    private const int ShownLength = 1024;

    private PathSegments _path;
    private int _depth;

    public List<ShapeViolation>? Violations { get; private set; }

    public void Enter(string member) => Push(new PathSegment(member, 0));

    /// <param name="number">The number of a list element, from 1.</param>
    public void EnterElement(int number) => Push(new PathSegment(null, number));

    public void Leave() => _depth--;

    public void Add(string constraint, string value, string reason)
    {
        // A list of ten thousand wrong elements is told by its first hundred.
        Violations ??= [];
        if (Violations.Count < 100)
        {
            Violations.Add(new ShapeViolation(BuildPath(), value, constraint, reason));
        }
    }

    public static string Quote(string value) => $"'{(value.Length <= ShownLength ? value : value[..ShownLength])}'";

    private void Push(PathSegment segment)
    {
        if (_depth < MaximumDepth)
        {
            _path[_depth] = segment;
        }

        _depth++;
    }

    private readonly string BuildPath()
    {
        var path = new StringBuilder();
        for (var i = 0; i < Math.Min(_depth, MaximumDepth); i++)
        {
            var segment = _path[i];
            path.Append(path.Length == 0 ? null : '.');
            if (segment.Member is not null)
            {
                path.Append(segment.Member);
            }
            else
            {
                path.Append(CultureInfo.InvariantCulture, $"{segment.Number}.member");
            }
        }

        return path.ToString();
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct PathSegment(string? Member, int Number);

    [InlineArray(MaximumDepth)]
    private struct PathSegments
    {
        private PathSegment _first;
    }
}
