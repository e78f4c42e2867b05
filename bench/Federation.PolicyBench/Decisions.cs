using Federation.Policy;

namespace Federation.PolicyBench;

/// <summary>The workload with identity policies alone, and with all seven kinds of policies.</summary>
internal static class Decisions
{
    private static readonly ContextKey TeamTag = ContextKey.Of("aws:PrincipalTag/team");
    private static readonly RequestPrincipal Caller = RequestPrincipal.User(Workload.UserArn, "123456789012", "AIDACKCEVSQ6C2EXAMPLE");
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddSeconds(1_790_000_000);

    public static void Run()
    {
        var workload = Workload.Create();
        var principal = workload.Compile();
        var results = workload.Requests.Select(r => PolicyEvaluator.Evaluate(Inputs(r, principal, new RequestContext()))).CountBy(o => o);
        Console.WriteLine($"200 requests: {string.Join(", ", results.Select(r => $"{r.Value} {r.Key}"))}");
        Report("identity policies (50 statements)", Time(workload, r => Inputs(r.Request, principal, r.Context)));
        var all = AllKinds(workload);
        Report("all seven kinds", Time(workload, r => all with { Request = Request(r.Request, r.Context) }));
    }

    public static bool IsAllowed(Workload workload, WorkloadRequest request)
        => PolicyEvaluator.Evaluate(Inputs(request, workload.Compile(), new RequestContext())) == Outcome.Allowed;

    private static void Report(string name, Cost cost)
        => Console.WriteLine($"{name}: {Measure.Number(cost.PerCpuSecond)} decisions per CPU second, {Measure.Number(cost.CpuNanoseconds)} ns CPU, {Measure.Number(cost.MedianNanoseconds)} ns median, {Measure.Number(cost.Bytes, "N2")} bytes");

    private static Cost Time(Workload workload, Func<(WorkloadRequest Request, RequestContext Context), EvaluationInputs> inputs)
    {
        var context = new RequestContext();
        var next = 0;
        return Measure.Run(count =>
        {
            for (var i = 0; i < count; i++)
            {
                PolicyEvaluator.Evaluate(inputs((workload.Requests[next], context)));
                next = next == workload.Requests.Count - 1 ? 0 : next + 1;
            }
        });
    }

    private static EvaluationInputs Inputs(WorkloadRequest request, PrincipalPolicySet principal, RequestContext context)
        => new() { Request = Request(request, context), Principal = principal };

    private static AuthorizationRequest Request(WorkloadRequest request, RequestContext context)
    {
        context.Clear();
        context.Set(ContextKeys.PrincipalArn, Workload.UserArn);
        context.Set(ContextKeys.PrincipalAccount, "123456789012");
        context.Set(ContextKeys.PrincipalType, "User");
        context.Set(ContextKeys.UserName, "alice");
        context.Set(ContextKeys.UserId, "AIDACKCEVSQ6C2EXAMPLE");
        context.Set(TeamTag, request.Team);
        context.Set(ContextKeys.SourceIp, request.SourceIp);
        context.Set(ContextKeys.SecureTransport, request.SecureTransport);
        context.Set(ContextKeys.MultiFactorAuthPresent, request.Mfa);
        context.Set(ContextKeys.CurrentTime, Now);
        context.Set(ContextKeys.EpochTime, Now.ToUnixTimeSeconds());
        return new AuthorizationRequest { Principal = Caller, Action = request.Action, Resource = request.Resource, ResourceAccountId = "123456789012", Context = context };
    }

    private static EvaluationInputs AllKinds(Workload workload)
    {
        const string Full = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""";
        const string Regions = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","NotAction":["iam:*","sts:*"],"Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}""";
        const string Perimeter = """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":["s3:*","sqs:*","kms:*","sts:*"],"Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:PrincipalAccount":"123456789012"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}}}""";
        const string Boundary = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*","dynamodb:*","sqs:*","secretsmanager:*","kms:*"],"Resource":"*"},{"Effect":"Deny","Action":"iam:*","Resource":"*"}]}""";
        const string Resource = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"*","Resource":"*"},{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}""";
        const string Endpoint = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}""";
        var scp = Set(Full, PolicyKind.ServiceControl);
        return new EvaluationInputs
        {
            Request = Request(workload.Requests[0], new RequestContext()),
            Principal = new PrincipalPolicySet(workload.Compile().Identity.Policies, Policy(Boundary, PolicyKind.PermissionsBoundary)),
            Session = Set(Boundary, PolicyKind.Session),
            ServiceControl = [scp, Set(Regions, PolicyKind.ServiceControl), Set(Full, PolicyKind.ServiceControl)],
            ResourceControl = [Set(Perimeter, PolicyKind.ResourceControl)],
            Endpoint = Set(Endpoint, PolicyKind.Endpoint),
            ResourcePolicy = Set(Resource, PolicyKind.Resource),
        };
    }

    private static CompiledPolicy Policy(string json, PolicyKind kind) => CompiledPolicy.Compile(PolicyDocument.ReadForEvaluation(json, kind).Document!, kind.ToString());

    private static PolicySet Set(string json, PolicyKind kind) => Policy(json, kind).Set;
}
