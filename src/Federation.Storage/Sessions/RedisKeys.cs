using System.Globalization;
using StackExchange.Redis;

namespace Federation.Storage.Sessions;

/// <summary>Names of keys. The part in braces decides the slot of a cluster: each entry has its own, so that load spreads.</summary>
internal sealed class RedisKeys(string prefix)
{
    public RedisKey Entry(string kind, string id) => $"{prefix}:e:{{{kind}:{id}}}";

    public RedisKey Index(string kind, string index) => $"{prefix}:i:{{{kind}:{index}}}";

    public RedisKey Live(string kind) => $"{prefix}:l:{{{kind}}}";

    public RedisKey Counter(string kind, string id, long windowStart) => string.Create(CultureInfo.InvariantCulture, $"{prefix}:c:{{{kind}:{id}}}:{windowStart}");

    public RedisChannel Changes() => RedisChannel.Literal($"{prefix}:changes");
}
