namespace Federation.Policy.Compilation;

/// <summary>
/// A radix tree over exact texts and prefixes. One walk over a text, bounded by its length, meets every entry that fits it:
/// prefixes on the way, exact texts at the end.
/// </summary>
internal sealed class LiteralTrie
{
    private readonly Node _root = new(string.Empty);

    public int Count { get; private set; }

    public void Add(string text, bool isPrefix, int value)
    {
        var node = _root;
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            node = node.Descend(ref rest);
        }

        node.Add(isPrefix, value);
        Count++;
    }

    public Walk Start(ReadOnlySpan<char> text) => new(_root, text);

    public bool Contains(ReadOnlySpan<char> text)
    {
        var walk = Start(text);
        return walk.MoveNext();
    }

    /// <summary>Steps through the nodes that fit a text and gives the values of each.</summary>
    public ref struct Walk
    {
        private Node? _node;
        private ReadOnlySpan<char> _rest;
        private bool _prefixesDone;

        internal Walk(Node root, ReadOnlySpan<char> text)
        {
            _node = root;
            _rest = text;
            Current = default;
            _prefixesDone = false;
        }

        public ReadOnlySpan<int> Current { get; private set; }

        public bool MoveNext()
        {
            while (_node is not null)
            {
                if (!_prefixesDone)
                {
                    _prefixesDone = true;
                    if (_node.Prefixes.Length > 0)
                    {
                        Current = _node.Prefixes;
                        return true;
                    }
                }

                if (_rest.IsEmpty)
                {
                    Current = _node.Exact;
                    _node = null;
                    return Current.Length > 0;
                }

                _node = _node.Child(ref _rest);
                _prefixesDone = false;
            }

            return false;
        }
    }

    internal sealed class Node(string label)
    {
        private char[] _keys = [];
        private Node[] _children = [];
        private int[] _prefixes = [];
        private int[] _exact = [];
        private int _prefixCount;
        private int _exactCount;

        public string Label { get; private set; } = label;

        public ReadOnlySpan<int> Prefixes => _prefixes.AsSpan(0, _prefixCount);

        public ReadOnlySpan<int> Exact => _exact.AsSpan(0, _exactCount);

        public void Add(bool isPrefix, int value)
        {
            if (isPrefix)
            {
                Append(ref _prefixes, ref _prefixCount, value);
            }
            else
            {
                Append(ref _exact, ref _exactCount, value);
            }
        }

        public Node? Child(ref ReadOnlySpan<char> rest)
        {
            var at = Array.BinarySearch(_keys, rest[0]);
            if (at < 0 || !rest.StartsWith(_children[at].Label))
            {
                return null;
            }

            rest = rest[_children[at].Label.Length..];
            return _children[at];
        }

        public Node Descend(ref ReadOnlySpan<char> rest)
        {
            var at = Array.BinarySearch(_keys, rest[0]);
            if (at < 0)
            {
                var leaf = new Node(rest.ToString());
                Insert(~at, rest[0], leaf);
                rest = default;
                return leaf;
            }

            var child = _children[at];
            var common = rest.CommonPrefixLength(child.Label);
            rest = rest[common..];
            if (common == child.Label.Length)
            {
                return child;
            }

            var middle = new Node(child.Label[..common]);
            middle.Insert(0, child.Label[common], child);
            child.Label = child.Label[common..];
            _children[at] = middle;
            return middle;
        }

        // A statement that lists a resource twice comes twice in a row.
        private static void Append(ref int[] values, ref int count, int value)
        {
            if (count > 0 && values[count - 1] == value)
            {
                return;
            }

            if (count == values.Length)
            {
                Array.Resize(ref values, Math.Max(1, count * 2));
            }

            values[count++] = value;
        }

        private void Insert(int at, char key, Node child)
        {
            _keys = [.. _keys[..at], key, .. _keys[at..]];
            _children = [.. _children[..at], child, .. _children[at..]];
        }
    }
}
