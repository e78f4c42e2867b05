namespace Federation.Policy.Compilation;

/// <summary>
/// From action to statements, filled at first use. Reading takes no lock. The number of entries, their size together and the
/// probes of a look-up are bounded, and a full table starts again, so that requests with invented actions neither take memory nor
/// keep real actions out.
/// </summary>
internal sealed class ActionCache(StatementTable allow, StatementTable deny)
{
    private const int InitialSlots = 32;
    private const int MaxEntries = 2048;
    private const int MaxProbes = 8;
    private const int MaxSize = 1 << 20;

    private readonly Lock _lock = new();
    private ActionEntry?[] _slots = new ActionEntry?[InitialSlots];
    private int _count;
    private int _size;

    public ActionEntry Get(string action, int hash) => Find(Volatile.Read(ref _slots), action, hash) ?? Add(action, hash);

    private static ActionEntry? Find(ActionEntry?[] slots, string action, int hash)
    {
        var mask = slots.Length - 1;
        for (var probe = 0; probe < MaxProbes; probe++)
        {
            var entry = Volatile.Read(ref slots[unchecked(hash + probe) & mask]);
            if (entry is null)
            {
                return null;
            }

            if (entry.Hash == hash && (ReferenceEquals(entry.Action, action) || string.Equals(entry.Action, action, StringComparison.OrdinalIgnoreCase)))
            {
                return entry;
            }
        }

        return null;
    }

    private ActionEntry Add(string action, int hash)
    {
        var entry = new ActionEntry(action, hash, allow.ForAction(action), deny.ForAction(action));
        lock (_lock)
        {
            if (Find(_slots, action, hash) is { } other)
            {
                return other;
            }

            Store(entry, entry.Allow.Size + entry.Deny.Size + 8);
        }

        return entry;
    }

    private void Store(ActionEntry entry, int size)
    {
        if (size > MaxSize)
        {
            return;
        }

        if (_count == MaxEntries || _size + size > MaxSize)
        {
            _count = 0;
            _size = 0;
            Volatile.Write(ref _slots, new ActionEntry?[InitialSlots]);
        }
        else if (_count * 2 >= _slots.Length)
        {
            Grow();
        }

        if (TryPlace(_slots, entry))
        {
            _count++;
            _size += size;
        }
    }

    private void Grow()
    {
        var larger = new ActionEntry?[_slots.Length * 2];
        foreach (var old in _slots)
        {
            if (old is not null)
            {
                TryPlace(larger, old);
            }
        }

        Volatile.Write(ref _slots, larger);
    }

    // An entry that finds no place within the probes stays out; its action is looked through each time.
    private static bool TryPlace(ActionEntry?[] slots, ActionEntry entry)
    {
        var mask = slots.Length - 1;
        for (var probe = 0; probe < MaxProbes; probe++)
        {
            ref var slot = ref slots[unchecked(entry.Hash + probe) & mask];
            if (slot is null)
            {
                Volatile.Write(ref slot, entry);
                return true;
            }
        }

        return false;
    }
}
