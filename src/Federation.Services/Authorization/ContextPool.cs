using Federation.Policy;

namespace Federation.Services.Authorization;

/// <summary>Request contexts that wait to be used again: a fixed row of places, taken and given without a lock.</summary>
internal sealed class ContextPool
{
    private readonly RequestContext?[] _places = new RequestContext?[64];

    internal RequestContext Rent()
    {
        for (var i = 0; i < _places.Length; i++)
        {
            if (_places[i] is not null && Interlocked.Exchange(ref _places[i], null) is { } context)
            {
                return context;
            }
        }

        return new RequestContext();
    }

    /// <summary>Takes back a cleared context; where every place is taken, it is left to the collector.</summary>
    internal void Return(RequestContext context)
    {
        for (var i = 0; i < _places.Length; i++)
        {
            if (_places[i] is null && Interlocked.CompareExchange(ref _places[i], context, null) is null)
            {
                return;
            }
        }
    }
}
