using System.Runtime.InteropServices;
using Federation.Policy.Evaluation;

namespace Federation.Policy.Conditions;

/// <summary>IpAddress: ranges of either version, merged and sorted. A range never holds an address of the other version.</summary>
internal sealed class IpAddressMatcher : ValueMatcher
{
    private readonly AddressRange[] _version4;
    private readonly AddressRange[] _version6;

    public IpAddressMatcher(IReadOnlyList<PolicyValue> values)
    {
        var version4 = new List<AddressRange>();
        var version6 = new List<AddressRange>();
        foreach (var value in values)
        {
            if (IpValue.TryParseRange(value.Text, out var first, out var last))
            {
                (first.IsVersion4 ? version4 : version6).Add(new AddressRange(first.Bits, last));
            }
        }

        _version4 = Merge(version4);
        _version6 = Merge(version6);
    }

    public override int Cost => 2;

    public override bool Matches(ref ContextValue value, RequestContext context)
        => value.TryGetAddress(context, out var address) && Contains(address.IsVersion4 ? _version4 : _version6, address.Bits);

    private static AddressRange[] Merge(List<AddressRange> ranges)
    {
        ranges.Sort(static (a, b) => a.First.CompareTo(b.First));
        var merged = new List<AddressRange>();
        foreach (var range in ranges)
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last)
            {
                merged[^1] = new AddressRange(merged[^1].First, UInt128.Max(merged[^1].Last, range.Last));
            }
            else
            {
                merged.Add(range);
            }
        }

        return [.. merged];
    }

    private static bool Contains(AddressRange[] ranges, UInt128 address)
    {
        var low = 0;
        var high = ranges.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (address < ranges[middle].First)
            {
                high = middle - 1;
            }
            else if (address > ranges[middle].Last)
            {
                low = middle + 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct AddressRange(UInt128 First, UInt128 Last);
}
