using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Federation.Services.Caching;

/// <summary>
/// A table of bounded size. When it is full, a quarter goes: first what was not asked for since the last time. Readers take no lock.
/// </summary>
/// <typeparam name="TKey">Key.</typeparam>
/// <typeparam name="TValue">What is kept; must be immutable.</typeparam>
/// <param name="mostBytes">Bytes by the estimate of <paramref name="weigh"/>.</param>
/// <param name="weigh">Estimates the bytes of a value with its key.</param>
internal sealed class BoundedTable<TKey, TValue>(long mostBytes, Func<TValue, long> weigh)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Entry> _entries = new();
    private readonly Lock _shrinking = new();
    private long _bytes;

    /// <summary>The estimate of all that is kept.</summary>
    internal long Bytes => Volatile.Read(ref _bytes);

    internal bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (!_entries.TryGetValue(key, out var entry))
        {
            value = default;
            return false;
        }

        if (!entry.WasUsed)
        {
            entry.WasUsed = true;
        }

        value = entry.Value;
        return true;
    }

    internal void Set(TKey key, TValue value)
    {
        var entry = new Entry(value, weigh(value));
        if (entry.Bytes > mostBytes)
        {
            Remove(key);
            return;
        }

        if (Interlocked.Add(ref _bytes, entry.Bytes - Put(key, entry)) > mostBytes)
        {
            Shrink();
        }
    }

    internal void Remove(TKey key)
    {
        if (_entries.TryRemove(key, out var entry))
        {
            Interlocked.Add(ref _bytes, -entry.Bytes);
        }
    }

    /// <summary>The bytes of what was there before.</summary>
    private long Put(TKey key, Entry entry)
    {
        while (true)
        {
            if (_entries.TryGetValue(key, out var old))
            {
                if (_entries.TryUpdate(key, entry, old))
                {
                    return old.Bytes;
                }
            }
            else if (_entries.TryAdd(key, entry))
            {
                return 0;
            }
        }
    }

    private void Shrink()
    {
        // Whoever finds another at it goes on: the bound holds to within what is set meanwhile.
        if (!_shrinking.TryEnter())
        {
            return;
        }

        try
        {
            var goal = mostBytes / 4 * 3;
            RemoveUntil(goal, spareUsed: true);
            RemoveUntil(goal, spareUsed: false);
        }
        finally
        {
            _shrinking.Exit();
        }
    }

    private void RemoveUntil(long goal, bool spareUsed)
    {
        foreach (var pair in _entries)
        {
            if (Bytes <= goal)
            {
                return;
            }

            if (spareUsed && pair.Value.WasUsed)
            {
                pair.Value.WasUsed = false;
            }
            else if (_entries.TryRemove(pair))
            {
                Interlocked.Add(ref _bytes, -pair.Value.Bytes);
            }
        }
    }

    private sealed class Entry(TValue value, long bytes)
    {
        private volatile bool _wasUsed;

        public TValue Value => value;

        public long Bytes => bytes;

        public bool WasUsed
        {
            get => _wasUsed;
            set => _wasUsed = value;
        }
    }
}
