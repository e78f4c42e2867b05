using Federation.Policy.Evaluation;

namespace Federation.Policy;

/// <summary>How a context keeps its keys: well-known ones by slot, others in a small hash index.</summary>
public sealed partial class RequestContext
{
    private const int InitialIndexSize = 64;

    // Index + 1 of the newest entry in each bucket; older ones hang on ContextEntry.Next.
    private short[] _index = new short[InitialIndexSize];
    private char[] _scratch = new char[256];

    internal bool Find(ContextKey key, out ContextEntry entry)
    {
        var at = IndexOf(key);
        if (at < 0)
        {
            entry = default;
            return false;
        }

        entry = _entries[at];
        return true;
    }

    internal ref ContextValue Value(int index) => ref _values[index];

    internal ReadOnlySpan<char> Text(ref ContextValue value) => value.Text is { } text ? text : _text.AsSpan(value.Start, value.Length);

    /// <summary>A buffer of at least this length, valid until the next call.</summary>
    internal Span<char> Scratch(int length)
    {
        if (_scratch.Length < length)
        {
            Array.Resize(ref _scratch, Math.Max(length, _scratch.Length * 2));
        }

        return _scratch;
    }

    private int IndexOf(ContextKey key)
    {
        if (key.Slot >= 0)
        {
            return _slots[key.Slot] - 1;
        }

        var at = _index[key.Hash & (_index.Length - 1)];
        while (at != 0)
        {
            ref readonly var entry = ref _entries[at - 1];
            if (entry.Key.IsSame(key))
            {
                return at - 1;
            }

            at = entry.Next;
        }

        return -1;
    }

    // Makes the entry of a key and room for its values, which must be added next.
    private void Reserve(ContextKey key, int count, bool isMultivalued)
    {
        ArgumentNullException.ThrowIfNull(key);
        var at = IndexOf(key);
        if (at < 0)
        {
            at = AddEntry(key);
        }

        if (_valueCount + count > _values.Length)
        {
            Array.Resize(ref _values, Math.Max(_values.Length * 2, _valueCount + count));
        }

        ref var entry = ref _entries[at];
        entry.First = _valueCount;
        entry.Count = count;
        entry.IsMultivalued = isMultivalued;
    }

    private int AddEntry(ContextKey key)
    {
        if (_entryCount == _entries.Length)
        {
            if (_entryCount >= short.MaxValue / 2)
            {
                throw new InvalidOperationException("a request context holds at most 16383 keys");
            }

            Array.Resize(ref _entries, _entries.Length * 2);
        }

        var at = _entryCount++;
        _entries[at] = new ContextEntry { Key = key };
        if (key.Slot >= 0)
        {
            _slots[key.Slot] = (short)(at + 1);
            return at;
        }

        if (at >= _index.Length)
        {
            GrowIndex();
        }

        Link(at);
        return at;
    }

    private void Link(int at)
    {
        ref var bucket = ref _index[_entries[at].Key.Hash & (_index.Length - 1)];
        _entries[at].Next = bucket;
        bucket = (short)(at + 1);
    }

    private void GrowIndex()
    {
        _index = new short[_index.Length * 2];
        for (var i = 0; i < _entryCount - 1; i++)
        {
            if (_entries[i].Key.Slot < 0)
            {
                Link(i);
            }
        }
    }

    private void ClearIndex()
    {
        for (var i = 0; i < _entryCount; i++)
        {
            _index[_entries[i].Key.Hash & (_index.Length - 1)] = 0;
        }
    }

    private void AddValue(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _values[_valueCount++] = new ContextValue { Text = value };
    }

    private void AddValue(ReadOnlySpan<char> value)
    {
        if (_textLength + value.Length > _text.Length)
        {
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _textLength + value.Length));
        }

        value.CopyTo(_text.AsSpan(_textLength));
        _values[_valueCount++] = new ContextValue { Start = _textLength, Length = value.Length };
        _textLength += value.Length;
    }
}
