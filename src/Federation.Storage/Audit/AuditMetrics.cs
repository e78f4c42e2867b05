using System.Diagnostics.Metrics;

namespace Federation.Storage.Audit;

/// <summary>Counts what the audit trail writes: records per transaction says how well callers share a flush.</summary>
internal sealed class AuditMetrics : IDisposable
{
    /// <summary>Name of the meter for telemetry.</summary>
    public const string MeterName = "Federation.Storage";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _transactions;
    private readonly Counter<long> _records;

    public AuditMetrics()
    {
        _transactions = _meter.CreateCounter<long>("federation.audit.transactions", "{transaction}", "Transactions of the audit trail");
        _records = _meter.CreateCounter<long>("federation.audit.records", "{record}", "Records written to the audit trail");
    }

    public Meter Meter => _meter;

    public void Committed(int records)
    {
        _transactions.Add(1);
        _records.Add(records);
    }

    public void Dispose() => _meter.Dispose();
}
