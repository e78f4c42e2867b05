using Federation.Model.Audit;
using Federation.Model.Identifiers;
using Federation.Model.Reports;
using Federation.Model.Results;
using Federation.Services.Credentials;
using Federation.Services.Iam.Reports;
using Federation.Services.Iam.Roles;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;
using Federation.Services.Sts;
using Federation.UnitTests.Services.House;
using static Federation.UnitTests.Services.House.UserWorld;

namespace Federation.UnitTests.Services.Iam.Reports;

/// <summary>Reports of when users, groups, roles and policies were last used to call which service.</summary>
public sealed class ServiceLastAccessedTests : IAsyncLifetime
{
    private const string Administrator = "FederationAdministrator";
    private const string ReadOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";

    private TestHouse _house = null!;

    private static CancellationToken None => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _house = await TestHouse.OpenAsync();

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task A_users_report_tells_the_granted_services_and_its_last_call_of_each_allowed_or_not()
    {
        var user = await _house.UserAsync("ann", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["iam:GetUser","sts:AssumeRole","sqs:*"],"Resource":"*"}}""");
        var caller = await _house.CallerOfAsync("ann");
        var called = _house.Time.GetUtcNow();
        (await _house.RefusedAsync("ListRoles", new ListRolesRequest(), caller)).Code.ShouldBe("AccessDenied");
        await FlushAsync();

        var report = await ReportAsync(user.Arn!);
        (report.JobStatus, report.JobType, report.JobCreationDate, report.JobCompletionDate, report.IsTruncated, report.Error)
            .ShouldBe(("COMPLETED", "SERVICE_LEVEL", _house.Time.GetUtcNow(), _house.Time.GetUtcNow(), false, null));
        report.ServicesLastAccessed.ShouldBe(
        [
            new ServiceLastAccessedShape
            {
                ServiceName = "AWS Identity and Access Management",
                ServiceNamespace = "iam",
                LastAuthenticated = called,
                LastAuthenticatedEntity = user.Arn,
                LastAuthenticatedRegion = "us-east-1",
                TotalAuthenticatedEntities = 1,
            },
            new ServiceLastAccessedShape { ServiceName = "AWS Security Token Service", ServiceNamespace = "sts", TotalAuthenticatedEntities = 0 },
        ]);
    }

    [Fact]
    public async Task Action_level_tells_each_granted_action_that_can_be_called_with_a_signature()
    {
        var user = await _house.UserAsync("ann", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["sts:*","iam:PassRole"],"Resource":"*"}}""");
        var caller = await _house.CallerOfAsync("ann");
        var called = _house.Time.GetUtcNow();
        await _house.DoAsync<GetCallerIdentityResponse>("sts", "GetCallerIdentity", Nothing.Value, caller);
        await FlushAsync();

        var report = await ReportAsync(user.Arn!, "ACTION_LEVEL");
        report.JobType.ShouldBe("ACTION_LEVEL");
        report.ServicesLastAccessed.Select(service => service.ServiceNamespace).ShouldBe(["iam", "sts"]);
        report.ServicesLastAccessed[0].TrackedActionsLastAccessed.ShouldBeEmpty();
        var actions = report.ServicesLastAccessed[1].TrackedActionsLastAccessed!;
        actions.Select(action => action.ActionName).ShouldBe(
            ["AssumeRole", "DecodeAuthorizationMessage", "GetAccessKeyInfo", "GetCallerIdentity", "GetFederationToken", "GetSessionToken", "GetWebIdentityToken"]);
        actions.Single(action => action.LastAccessedTime is not null).ShouldBe(new TrackedActionLastAccessedShape
        {
            ActionName = "GetCallerIdentity",
            LastAccessedEntity = user.Arn,
            LastAccessedTime = called,
            LastAccessedRegion = "us-east-1",
        });
    }

    [Fact]
    public async Task A_group_and_a_policy_tell_of_their_principals_and_a_role_of_its_sessions()
    {
        var (ann, bob) = (await _house.StoredUserAsync("ann"), await _house.StoredUserAsync("bob"));
        var group = await _house.GroupAsync("team", ann, bob);
        var policy = await PrincipalWorld.PolicyAsync(_house, "reading", PrincipalWorld.Allow("iam:Get*"));
        await PrincipalWorld.AttachAsync(_house, group.GroupId, policy);
        await _house.DoAsync<GetCallerIdentityResponse>("sts", "GetCallerIdentity", Nothing.Value, await _house.CallerOfAsync("ann"));
        await _house.CallAsync("iam", "GetUser", new GetUserRequest(), await _house.CallerOfAsync("ann"));
        _house.Time.Advance(TimeSpan.FromMinutes(2));
        await _house.CallAsync("iam", "GetUser", new GetUserRequest(), await _house.CallerOfAsync("bob"));
        var session = await _house.SessionAsync($"arn:aws:iam::{_house.Management}:role/{Administrator}");
        await _house.CallAsync("iam", "ListRoles", new ListRolesRequest(), session);
        var last = _house.Time.GetUtcNow();
        await FlushAsync();

        foreach (var arn in new[] { group.Arn, policy.Arn })
        {
            var service = (await ReportAsync(arn)).ServicesLastAccessed.ShouldHaveSingleItem();
            (service.ServiceNamespace, service.LastAuthenticatedEntity, service.LastAuthenticated, service.TotalAuthenticatedEntities).ShouldBe(("iam", bob.Arn, last, 2));
        }

        var role = (await ReportAsync(session.PrincipalArn)).ServicesLastAccessed.Single(service => service.ServiceNamespace == "iam");
        (role.LastAuthenticatedEntity, role.LastAuthenticated, role.TotalAuthenticatedEntities).ShouldBe((session.PrincipalArn, last, 1));
        (await ReportAsync(ReadOnly)).ServicesLastAccessed.ShouldAllBe(service => service.TotalAuthenticatedEntities == 0);
        await PrincipalWorld.AttachAsync(_house, ann.UserId, Federation.Services.Policies.AwsManagedPolicies.Find(ReadOnly)!.Policy);
        (await ReportAsync(ReadOnly)).ServicesLastAccessed.Single(service => service.ServiceNamespace == "iam").LastAuthenticatedEntity.ShouldBe(ann.Arn);
    }

    [Theory]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"*"}""", "cloudtrail,federation,iam,organizations,sts")]
    [InlineData("""{"Effect":"Allow","NotAction":["iam:*","federation:*"],"Resource":"*"}""", "cloudtrail,organizations,sts")]
    [InlineData("""{"Effect":"Allow","Action":"IAM:getrole","Resource":"arn:aws:iam::123456789012:role/x","Condition":{"Bool":{"aws:SecureTransport":"true"}}}""", "iam")]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","NotAction":"sts:*","Resource":"*"}""", "sts")]
    [InlineData("""{"Effect":"Allow","Action":["iam:*","sts:*"],"Resource":"*"},{"Effect":"Deny","Action":"iam:*","Resource":"arn:aws:iam::*:role/x"}""", "iam,sts")]
    [InlineData("""{"Effect":"Allow","Action":["iam:*","sts:*"],"Resource":"*"},{"Effect":"Deny","Action":"iam:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}""", "iam,sts")]
    [InlineData("""{"Effect":"Allow","Action":"sqs:*","Resource":"*"}""", "")]
    [InlineData("""{"Effect":"Deny","Action":"iam:*","Resource":"*"}""", "")]
    public async Task What_policies_grant_is_listed_and_nothing_else(string statements, string services)
    {
        var policy = await PrincipalWorld.PolicyAsync(_house, "p", $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""");
        string.Join(',', (await ReportAsync(policy.Arn)).ServicesLastAccessed.Select(service => service.ServiceNamespace)).ShouldBe(services);
    }

    [Fact]
    public async Task A_document_that_cannot_be_read_grants_nothing()
    {
        var user = await _house.StoredUserAsync("ann");
        await _house.InlineAsync(user.UserId, "all", PrincipalWorld.Allow("*"));
        await _house.InlineAsync(user.UserId, "broken", "{");
        (await ReportAsync(user.Arn)).ServicesLastAccessed.ShouldBeEmpty();
    }

    [Fact]
    public async Task Services_come_in_pages()
    {
        var policy = await PrincipalWorld.PolicyAsync(_house, "all", PrincipalWorld.Allow("*"));
        var job = await StartAsync(policy.Arn);
        var seen = new List<string>();
        string? marker = null;
        do
        {
            var page = await GetAsync(new() { JobId = job, MaxItems = 2, Marker = marker });
            page.ServicesLastAccessed.Count.ShouldBeInRange(1, 2);
            seen.AddRange(page.ServicesLastAccessed.Select(service => service.ServiceNamespace!));
            page.IsTruncated.ShouldBe(page.Marker is not null);
            marker = page.Marker;
        }
        while (marker is not null);
        seen.ShouldBe(["cloudtrail", "federation", "iam", "organizations", "sts"]);
        (await _house.RefusedAsync("GetServiceLastAccessedDetails", new GetServiceLastAccessedDetailsRequest { JobId = job, Marker = "!" })).Code.ShouldBe("ValidationError");
    }

    [Fact]
    public async Task Entities_that_are_not_there_or_are_anothers_are_no_such_entity()
    {
        var member = await _house.AccountAsync("member");
        await _house.UserAsync("ann", path: "/team/");
        var theirs = await _house.UserAsync("ann", caller: SamlWorld.RootOf(member));
        foreach (var arn in new[] { "user/nobody", "user/ann", "group/nobody", "role/nobody", "policy/nobody" }.Select(name => $"arn:aws:iam::{_house.Management}:{name}")
            .Append(theirs.Arn!).Append($"arn:aws:iam::{member}:policy/p").Append("arn:aws:iam::aws:policy/Nothing"))
        {
            var refusal = await _house.RefusedAsync("GenerateServiceLastAccessedDetails", new GenerateServiceLastAccessedDetailsRequest { Arn = arn });
            (refusal.Code, refusal.HttpStatus).ShouldBe(("NoSuchEntity", 404), arn);
        }

        foreach (var arn in new[] { "not an ARN but long enough", $"arn:aws:iam::{_house.Management}:mfa/x", Arns.Root(_house.Management) })
        {
            var refusal = await _house.RefusedAsync("GenerateServiceLastAccessedDetails", new GenerateServiceLastAccessedDetailsRequest { Arn = arn });
            (refusal.Code, refusal.HttpStatus).ShouldBe(("InvalidInput", 400), arn);
        }
    }

    [Fact]
    public async Task A_report_is_for_whom_asked_for_it_and_for_a_day()
    {
        var ann = await _house.UserAsync("ann", Allows("iam:*"));
        await _house.UserAsync("bob", Allows("iam:*"));
        var (asking, other) = (await _house.CallerOfAsync("ann"), await _house.CallerOfAsync("bob"));
        var job = await StartAsync(ann.Arn!, caller: asking);
        (await GetAsync(new() { JobId = job }, asking)).JobStatus.ShouldBe("COMPLETED");
        // Another key of the same user is the same user.
        (await GetAsync(new() { JobId = job }, await _house.CallerOfAsync("ann"))).JobStatus.ShouldBe("COMPLETED");

        var member = SamlWorld.RootOf(await _house.AccountAsync("member"));
        foreach (var caller in new[] { other, member, null })
        {
            await ShouldBeUnknownAsync(job, caller);
        }

        await ShouldBeUnknownAsync("01920000-0000-7000-8000-000000000000", asking);
        _house.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        (await GetAsync(new() { JobId = job }, asking)).JobStatus.ShouldBe("COMPLETED");
        _house.Time.Advance(TimeSpan.FromSeconds(1));
        await ShouldBeUnknownAsync(job, asking);
    }

    [Fact]
    public async Task A_report_in_the_making_says_so_and_one_that_was_given_up_has_failed()
    {
        var job = new ReportJob
        {
            AccountId = _house.Management,
            JobId = EventIds.Create(_house.Time.GetUtcNow()),
            State = ReportState.Running,
            Parameters = AccessReport.Write(new AccessReportParameters(_house.Management.Value, AccessReport.ActionLevel)),
            StartedAt = _house.Time.GetUtcNow(),
            ExpiresAt = _house.Time.GetUtcNow().AddDays(1),
        };
        await _house.WriteAsync(store => store.ReportJobs.AddAsync(job, None));
        var running = await GetAsync(new() { JobId = job.JobId });
        (running.JobStatus, running.JobType, running.JobCreationDate, running.JobCompletionDate, running.Error).ShouldBe(("IN_PROGRESS", "ACTION_LEVEL", job.StartedAt, null, null));
        running.ServicesLastAccessed.ShouldBeEmpty();

        _house.Time.Advance(ReportJobs.Patience);
        var failed = await GetAsync(new() { JobId = job.JobId });
        (failed.JobStatus, failed.Error!.Code).ShouldBe(("FAILED", "ServiceFailure"));
    }

    [Fact]
    public async Task A_report_that_could_not_be_made_has_failed()
    {
        var jobs = _house.Get<ReportJobs>();
        var job = NewJob(AccessReport.Write(new AccessReportParameters(_house.Management.Value, AccessReport.ServiceLevel)));
        (await jobs.TryStartAsync(job, AccessReport.Kept, _ => throw new InvalidOperationException("a secret of the inside"), None)).ShouldBe(ReportStart.Started);
        await jobs.IdleAsync();
        var failed = await GetAsync(new() { JobId = job.JobId });
        (failed.JobStatus, failed.Error!.Code, failed.JobCompletionDate).ShouldBe(("FAILED", "ServiceFailure", _house.Time.GetUtcNow()));
        failed.Error.Message!.ShouldNotContain("secret");
    }

    [Fact]
    public async Task Too_many_waiting_reports_are_refused_and_leave_no_row()
    {
        var jobs = _house.Get<ReportJobs>();
        var release = new TaskCompletionSource();
        for (var i = 0; i < ReportJobs.MostWaiting; i++)
        {
            (await jobs.TryStartAsync(NewJob(null), AccessReport.Kept, WaitAsync, None)).ShouldBe(ReportStart.Started);
        }

        var late = NewJob(null);
        (await jobs.TryStartAsync(late, AccessReport.Kept, WaitAsync, None)).ShouldBe(ReportStart.Busy);
        (await jobs.FindAsync(_house.Management, late.JobId, None)).ShouldBeNull();
        var request = new GenerateServiceLastAccessedDetailsRequest { Arn = ReadOnly };
        (await _house.RefusedAsync("GenerateServiceLastAccessedDetails", request)).Code.ShouldBe("Throttling");
        (await _house.RefusedAsync("GenerateCredentialReport", Nothing.Value)).Code.ShouldBe("Throttling");
        release.SetResult();
        await jobs.IdleAsync();
        (await StartAsync(ReadOnly)).ShouldNotBeNull();

        async Task<byte[]> WaitAsync(CancellationToken cancellationToken)
        {
            await release.Task.WaitAsync(cancellationToken);
            return [];
        }
    }

    private ReportJob NewJob(string? parameters) => new()
    {
        AccountId = _house.Management,
        JobId = EventIds.Create(_house.Time.GetUtcNow()),
        State = ReportState.Running,
        Parameters = parameters,
        StartedAt = _house.Time.GetUtcNow(),
        ExpiresAt = _house.Time.GetUtcNow(),
    };

    private Task FlushAsync() => _house.Get<CredentialUses>().FlushAsync(isLast: true, None);

    private async Task<string> StartAsync(string arn, string? granularity = null, Caller? caller = null)
    {
        var request = new GenerateServiceLastAccessedDetailsRequest { Arn = arn, Granularity = granularity };
        var job = (await _house.DoAsync<GenerateServiceLastAccessedDetailsResponse>("iam", "GenerateServiceLastAccessedDetails", request, caller)).JobId!;
        Guid.TryParseExact(job, "D", out _).ShouldBeTrue();
        await _house.Get<ReportJobs>().IdleAsync();
        return job;
    }

    private async Task<GetServiceLastAccessedDetailsResponse> ReportAsync(string arn, string? granularity = null) => await GetAsync(new() { JobId = await StartAsync(arn, granularity) });

    private Task<GetServiceLastAccessedDetailsResponse> GetAsync(GetServiceLastAccessedDetailsRequest request, Caller? caller = null) =>
        _house.DoAsync<GetServiceLastAccessedDetailsResponse>("iam", "GetServiceLastAccessedDetails", request, caller);

    private async Task ShouldBeUnknownAsync(string job, Caller? caller)
    {
        AwsError refusal = await _house.RefusedAsync("GetServiceLastAccessedDetails", new GetServiceLastAccessedDetailsRequest { JobId = job }, caller);
        (refusal.Code, refusal.HttpStatus, refusal.Message).ShouldBe(("NoSuchEntity", 404, $"The job with id {job} cannot be found."));
    }
}
