using Federation.Model.Results;

namespace Federation.Services.Passwords;

/// <summary>
/// Who hashes next. Strangers leave one slot (of several) to those who are known, wait in a bounded number, and one network of theirs in a part of that. Those who are known
/// go first and always find a place, sixteen for each principal; yet every fourth slot is a stranger's where one waits, so that neither lane stops the other.
/// </summary>
internal sealed class HashingLanes(PasswordHashing hashing)
{
    /// <summary>Places of one principal: more at once is no person and no careful program, and would hold up the other known ones.</summary>
    internal const int PlacesPerPrincipal = 16;

    private const int KnownInARow = 3;

    private readonly Lock _gate = new();
    private readonly LinkedList<Waiter> _known = new();
    private readonly LinkedList<Waiter> _strangers = new();
    private readonly Dictionary<HashingTurn, int> _places = [];
    private readonly int _slotsOfStrangers = Math.Max(1, hashing.Slots - 1);
    private int _running;
    private int _strangersRunning;
    private int _knownInARow;

    /// <summary>A quarter of the places of strangers: four networks at least it takes to fill them.</summary>
    internal int PlacesPerNetwork { get; } = Math.Max(1, (hashing.Slots + hashing.Queue) / 4);

    /// <summary>How many wait at this moment.</summary>
    internal int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _known.Count + _strangers.Count;
            }
        }
    }

    /// <summary>Waits for a slot, which <see cref="Leave"/> gives back. Throttling: no place is left to wait in.</summary>
    public async Task<AwsError?> EnterAsync(HashingTurn turn, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Waiter waiter;
        lock (_gate)
        {
            var taken = _places.GetValueOrDefault(turn);
            if (turn.IsKnown ? taken >= PlacesPerPrincipal : taken >= PlacesPerNetwork || _strangersRunning + _strangers.Count >= hashing.Slots + hashing.Queue)
            {
                return CommonErrors.Throttling();
            }

            _places[turn] = taken + 1;
            waiter = new Waiter(turn);
            (turn.IsKnown ? _known : _strangers).AddLast(waiter);
            Grant();
        }

        try
        {
            await waiter.Granted.Task.WaitAsync(cancellationToken);
            return null;
        }
        catch (OperationCanceledException)
        {
            GiveUp(waiter);
            throw;
        }
    }

    /// <summary>Gives a slot back.</summary>
    public void Leave(HashingTurn turn)
    {
        lock (_gate)
        {
            _running--;
            _strangersRunning -= turn.IsKnown ? 0 : 1;
            FreePlace(turn);
            Grant();
        }
    }

    private void GiveUp(Waiter waiter)
    {
        lock (_gate)
        {
            if ((waiter.Turn.IsKnown ? _known : _strangers).Remove(waiter))
            {
                FreePlace(waiter.Turn);
                return;
            }
        }

        // The slot was granted at the same moment.
        Leave(waiter.Turn);
    }

    private void FreePlace(HashingTurn turn)
    {
        if (--_places[turn] == 0)
        {
            _places.Remove(turn);
        }
    }

    private void Grant()
    {
        while (_running < hashing.Slots)
        {
            var stranger = _strangersRunning < _slotsOfStrangers ? _strangers.First : null;
            var isStranger = stranger is not null && (_known.Count == 0 || _knownInARow >= KnownInARow);
            if ((isStranger ? stranger : _known.First) is not { } next)
            {
                return;
            }

            next.List!.Remove(next);
            _running++;
            _strangersRunning += isStranger ? 1 : 0;
            // Only where a stranger was passed over does a turn of the known count.
            _knownInARow = isStranger || stranger is null ? 0 : _knownInARow + 1;
            next.Value.Granted.SetResult();
        }
    }

    private sealed class Waiter(HashingTurn turn)
    {
        public HashingTurn Turn { get; } = turn;

        public TaskCompletionSource Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
