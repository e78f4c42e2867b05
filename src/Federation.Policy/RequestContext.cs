using System.Globalization;
using Federation.Policy.Evaluation;

namespace Federation.Policy;

/// <summary>
/// The condition context of one request. Made to be reused: <see cref="Clear"/> keeps the memory, and after the first uses
/// nothing is allocated any more. Holds one request at a time and is not for several threads. A key that is not set is absent.
/// </summary>
public sealed partial class RequestContext
{
    private readonly short[] _slots = new short[ContextKeys.Count];
    private ContextEntry[] _entries = new ContextEntry[24];
    private ContextValue[] _values = new ContextValue[32];
    private char[] _text = new char[128];
    private int _entryCount;
    private int _valueCount;
    private int _textLength;

    /// <summary>The keys that are set, in the order of setting.</summary>
    public IEnumerable<ContextEntryView> Entries
    {
        get
        {
            for (var i = 0; i < _entryCount; i++)
            {
                var entry = _entries[i];
                var values = new string[entry.Count];
                for (var j = 0; j < values.Length; j++)
                {
                    values[j] = Text(ref _values[entry.First + j]).ToString();
                }

                yield return new ContextEntryView(entry.Key, entry.IsMultivalued, values);
            }
        }
    }

    /// <summary>Removes all keys.</summary>
    public void Clear()
    {
        for (var i = 0; i < _entryCount; i++)
        {
            if (_entries[i].Key.Slot >= 0)
            {
                _slots[_entries[i].Key.Slot] = 0;
            }
        }

        ClearIndex();
        Array.Clear(_entries, 0, _entryCount);
        Array.Clear(_values, 0, _valueCount);
        _entryCount = 0;
        _valueCount = 0;
        _textLength = 0;
    }

    /// <summary>Sets a single-valued key; a value that was set before is replaced.</summary>
    public void Set(string name, string value) => Set(ContextKey.Of(name), value);

    /// <summary>Sets a single-valued key.</summary>
    public void Set(ContextKey key, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Reserve(key, 1, isMultivalued: false);
        AddValue(value);
    }

    /// <summary>Sets a single-valued key to a copy of the text.</summary>
    public void Set(ContextKey key, ReadOnlySpan<char> value)
    {
        Reserve(key, 1, isMultivalued: false);
        AddValue(value);
    }

    /// <summary>Sets a key to <c>true</c> or <c>false</c>.</summary>
    public void Set(ContextKey key, bool value) => Set(key, value ? "true" : "false");

    /// <summary>Sets a key to a whole number.</summary>
    public void Set(ContextKey key, long value)
    {
        Span<char> buffer = stackalloc char[20];
        value.TryFormat(buffer, out var written, default, CultureInfo.InvariantCulture);
        Set(key, buffer[..written]);
    }

    /// <summary>Sets a key to an instant, as ISO 8601 in UTC with whole seconds.</summary>
    public void Set(ContextKey key, DateTimeOffset value)
    {
        Span<char> buffer = stackalloc char[20];
        value.UtcDateTime.TryFormat(buffer, out var written, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        Set(key, buffer[..written]);
    }

    /// <summary>Sets a key to an instant, as ISO 8601 in UTC with milliseconds.</summary>
    public void SetMilliseconds(ContextKey key, DateTimeOffset value)
    {
        Span<char> buffer = stackalloc char[24];
        value.UtcDateTime.TryFormat(buffer, out var written, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        Set(key, buffer[..written]);
    }

    /// <summary>Sets a multivalued key; the list may be empty.</summary>
    public void SetMany(string name, IEnumerable<string> values) => SetMany(ContextKey.Of(name), values.ToArray());

    /// <summary>Sets a multivalued key; the list may be empty.</summary>
    public void SetMany(ContextKey key, params ReadOnlySpan<string> values)
    {
        if (values.Contains(null))
        {
            throw new ArgumentException("a value is null", nameof(values));
        }

        Reserve(key, values.Length, isMultivalued: true);
        foreach (var value in values)
        {
            AddValue(value);
        }
    }

    /// <summary>Takes over all keys of another context, replacing those that are set here.</summary>
    public void CopyFrom(RequestContext other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (var i = 0; i < other._entryCount; i++)
        {
            var entry = other._entries[i];
            Reserve(entry.Key, entry.Count, entry.IsMultivalued);
            for (var j = 0; j < entry.Count; j++)
            {
                ref var value = ref other._values[entry.First + j];
                if (value.Text is { } text)
                {
                    AddValue(text);
                }
                else
                {
                    AddValue(other.Text(ref value));
                }
            }
        }
    }

    /// <summary>The value of a single-valued key; null when the key is absent or multivalued.</summary>
    public string? Get(ContextKey key)
        => Find(key, out var entry) && !entry.IsMultivalued ? Text(ref _values[entry.First]).ToString() : null;

    /// <summary>Whether the key is set.</summary>
    public bool Contains(ContextKey key) => Find(key, out _);
}

/// <summary>One key of a context with its values.</summary>
/// <param name="Key">The key.</param>
/// <param name="IsMultivalued">Whether it was set as a multivalued key.</param>
/// <param name="Values">The values; exactly one when the key is single-valued.</param>
public readonly record struct ContextEntryView(ContextKey Key, bool IsMultivalued, IReadOnlyList<string> Values);
