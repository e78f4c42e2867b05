using Federation.Wire.Shapes;

namespace Federation.Wire.Query;

/// <summary>Makes request records from parameters; those that the shape does not know are passed over, as AWS does.</summary>
internal static class QueryBinder
{
    public static WireBinding Bind<T>(StructureShape<T> shape, WireRequest request, QueryParameters? parameters)
        where T : class
    {
        WireError? error = null;
        parameters ??= QueryParameters.Read(request, out error);
        if (parameters is null)
        {
            return WireBinding.Refused(error!);
        }

        var context = new BindingContext();
        var bound = shape.ReadQuery(QueryNode.Root(parameters.Sorted), context);
        return context.HasErrors ? WireBinding.Refused(context.ToError()) : WireBinding.Bound(bound!);
    }
}
