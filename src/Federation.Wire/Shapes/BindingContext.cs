using System.Globalization;
using System.Text;

namespace Federation.Wire.Shapes;

/// <summary>What goes wrong while one request is bound.</summary>
internal sealed class BindingContext
{
    private readonly List<string> _errors = [];
    private int _depth;

    public bool HasErrors => _errors.Count > 0;

    /// <summary>Goes one structure, list or map deeper; false when that is too deep.</summary>
    public bool TryEnter()
    {
        if (_depth >= WireLimits.Depth)
        {
            Add($"more than {WireLimits.Depth} structures inside each other");
            return false;
        }

        _depth++;
        return true;
    }

    public void Leave() => _depth--;

    /// <summary>Reports a parameter whose value is not of its type.</summary>
    public void AddInvalidValue(ReadOnlySpan<byte> name, string? value, string expected)
    {
        var shown = value is null ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" '{(value.Length <= 128 ? value : value[..128])}'");
        Add($"Invalid value{shown} for parameter '{Encoding.UTF8.GetString(name)}': {expected}");
    }

    public WireError ToError() => new("InvalidParameterValue", 400, string.Join("; ", _errors));

    private void Add(string error)
    {
        if (_errors.Count < WireLimits.ReportedErrors)
        {
            _errors.Add(error);
        }
    }
}
