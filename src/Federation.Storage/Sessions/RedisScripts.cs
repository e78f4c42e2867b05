namespace Federation.Storage.Sessions;

/// <summary>
/// What has to be one step on the server. Each script touches one key, so that any of them runs on a cluster. An entry is a hash: <c>e</c> the instant of expiry in unix
/// milliseconds, <c>v</c> the value, <c>i</c> the index values. The instant decides on reads; the key's own time to live only clears away.
/// </summary>
internal static class RedisScripts
{
    /// <summary>KEYS: entry. ARGV: now, expiry, value, indexes, time to live in ms. 1: added, 0: there is a live one.</summary>
    public const string Add =
        """
        local e = redis.call('HGET', KEYS[1], 'e')
        if e and tonumber(e) > tonumber(ARGV[1]) then return 0 end
        redis.call('DEL', KEYS[1])
        redis.call('HSET', KEYS[1], 'e', ARGV[2], 'v', ARGV[3], 'i', ARGV[4])
        redis.call('PEXPIRE', KEYS[1], ARGV[5])
        return 1
        """;

    /// <summary>KEYS: entry. ARGV: now. The entry's fields if it is live, which it is no longer; else nothing.</summary>
    public const string Take =
        """
        local r = redis.call('HMGET', KEYS[1], 'e', 'v', 'i')
        if not r[1] or tonumber(r[1]) <= tonumber(ARGV[1]) then return false end
        redis.call('DEL', KEYS[1])
        return r
        """;

    /// <summary>KEYS: entry. ARGV: now, expiry, value, time to live in ms. 1: replaced, 0: there is none.</summary>
    public const string Replace =
        """
        local e = redis.call('HGET', KEYS[1], 'e')
        if not e or tonumber(e) <= tonumber(ARGV[1]) then return 0 end
        redis.call('HSET', KEYS[1], 'e', ARGV[2], 'v', ARGV[3])
        redis.call('PEXPIRE', KEYS[1], ARGV[4])
        return 1
        """;

    /// <summary>KEYS: sorted set. ARGV: expiry as score, member, time to live in ms. Neither score nor time to live ever shrinks.</summary>
    public const string Index =
        """
        redis.call('ZADD', KEYS[1], 'GT', ARGV[1], ARGV[2])
        if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[3]) then redis.call('PEXPIRE', KEYS[1], ARGV[3]) end
        return 1
        """;

    /// <summary>KEYS: sorted set. ARGV: now. Members that have not expired.</summary>
    public const string Members =
        """
        redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1])
        return redis.call('ZRANGE', KEYS[1], 0, -1)
        """;

    /// <summary>KEYS: sorted set. ARGV: now. How many members have not expired.</summary>
    public const string Count =
        """
        redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1])
        return redis.call('ZCARD', KEYS[1])
        """;

    /// <summary>KEYS: counter. ARGV: time to live in ms. The count.</summary>
    public const string Hit =
        """
        local n = redis.call('INCR', KEYS[1])
        if n == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
        return n
        """;

    /// <summary>KEYS: counter. The count, one less where there was one.</summary>
    public const string TakeBack =
        """
        local n = tonumber(redis.call('GET', KEYS[1]) or '0')
        if n > 0 then return redis.call('DECR', KEYS[1]) end
        return n
        """;
}
