using System.Collections.Frozen;

namespace Federation.Services.Pipeline;

/// <summary>Every operation the gateway serves, by service and name.</summary>
public sealed class OperationRegistry
{
    private readonly FrozenDictionary<(string Service, string Name), IOperation> _operations;

    /// <summary>Takes all operations; two of one name stop the start.</summary>
    public OperationRegistry(IEnumerable<IOperation> operations)
    {
        _operations = operations.ToFrozenDictionary(operation => (operation.Descriptor.Service, operation.Descriptor.Name));
        All = [.. _operations.Values.OrderBy(o => o.Descriptor.Service, StringComparer.Ordinal).ThenBy(o => o.Descriptor.Name, StringComparer.Ordinal)];
    }

    /// <summary>All operations in order of service and name.</summary>
    public IReadOnlyList<IOperation> All { get; }

    /// <summary>The operation, or null.</summary>
    public IOperation? Find(string service, string name) => _operations.GetValueOrDefault((service, name));
}
