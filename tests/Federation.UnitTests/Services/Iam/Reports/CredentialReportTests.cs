using System.Text;
using Federation.Model.AccessKeys;
using Federation.Services.Iam;
using Federation.Services.Iam.AccessKeys;
using Federation.Services.Iam.Reports;
using Federation.Services.Pipeline;
using Federation.UnitTests.Services.House;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.UnitTests.Services.Iam.Reports;

/// <summary>The credential report: its states, its lines, and how long it is good.</summary>
public sealed class CredentialReportTests : IAsyncLifetime
{
    private TestHouse _house = null!;

    public async ValueTask InitializeAsync() => _house = await PasswordWorld.OpenAsync();

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task It_is_begun_made_given_out_and_expires_after_four_hours()
    {
        var missing = await RefusedAsync();
        (missing.Code, missing.HttpStatus).ShouldBe(("ReportNotPresent", 410));
        (await GenerateAsync()).ShouldBe("STARTED");
        await _house.Get<ReportJobs>().IdleAsync();
        (await GenerateAsync()).ShouldBe("COMPLETE");
        var report = await GetAsync();
        (report.ReportFormat, report.GeneratedTime).ShouldBe(("text/csv", _house.Time.GetUtcNow()));

        // What changes afterwards does not change the report.
        await _house.UserAsync("late", policy: null);
        _house.Time.Advance(TimeSpan.FromHours(4) - TimeSpan.FromSeconds(1));
        (await GetAsync()).Content.ShouldBe(report.Content);
        _house.Time.Advance(TimeSpan.FromSeconds(1));
        var expired = await RefusedAsync();
        (expired.Code, expired.HttpStatus).ShouldBe(("ReportExpired", 410));
        (await GenerateAsync()).ShouldBe("STARTED");
        await _house.Get<ReportJobs>().IdleAsync();
        Encoding.UTF8.GetString((await GetAsync()).Content!).ShouldContain("\nlate,");
    }

    [Fact]
    public async Task While_it_is_made_it_is_in_progress_and_one_that_was_given_up_is_begun_anew()
    {
        var job = new Federation.Model.Reports.ReportJob
        {
            AccountId = _house.Management,
            JobId = CredentialReport.JobId,
            State = Federation.Model.Reports.ReportState.Running,
            StartedAt = _house.Time.GetUtcNow(),
            ExpiresAt = _house.Time.GetUtcNow().AddDays(1),
        };
        await _house.WriteAsync(store => store.ReportJobs.AddAsync(job, default));
        (await GenerateAsync()).ShouldBe("INPROGRESS");
        var busy = await RefusedAsync();
        (busy.Code, busy.HttpStatus).ShouldBe(("ReportInProgress", 404));

        _house.Time.Advance(ReportJobs.Patience);
        (await RefusedAsync()).Code.ShouldBe("ReportNotPresent");
        (await GenerateAsync()).ShouldBe("STARTED");
        await _house.Get<ReportJobs>().IdleAsync();
        (await GetAsync()).Content.ShouldNotBeNull();
    }

    [Fact]
    public async Task It_has_a_line_for_root_and_every_user_with_AWSs_columns()
    {
        var account = _house.Management;
        await using (var store = await _house.Database.BeginReadAsync(TestContext.Current.CancellationToken))
        {
            foreach (var key in await store.AccessKeys.ListAsync(account, null, TestContext.Current.CancellationToken))
            {
                await _house.WriteAsync(unit => unit.AccessKeys.RemoveAsync(account, key.AccessKeyId, default));
            }
        }

        await _house.UserAsync("zoe", policy: null);
        await _house.UserAsync("Bob,=1", policy: null, path: "/team/");
        await _house.DoAsync<Nothing>("iam", "UpdateAccountPasswordPolicy", new Federation.Services.Iam.PasswordPolicies.UpdateAccountPasswordPolicyRequest { MaxPasswordAge = 90 });
        var start = _house.Time.GetUtcNow();
        await _house.PasswordAsync("zoe");
        await _house.DeviceAsync("zoe");
        var first = (await _house.KeyAsync("zoe")).AccessKeyId!;
        _house.Time.Advance(TimeSpan.FromHours(1));
        var second = (await _house.KeyAsync("zoe")).AccessKeyId!;
        await _house.DoAsync<Nothing>("iam", "UpdateAccessKey", new UpdateAccessKeyRequest { UserName = "zoe", AccessKeyId = second, Status = "Inactive" });
        await _house.WriteAsync(store => store.AccessKeys.SetLastUseAsync(account, first, new CredentialUse(start.AddMinutes(7), "sts", "eu-west-1"), default));

        var made = Time(start.AddMinutes(1));
        var lines = await LinesAsync();
        lines[0].ShouldBe(CredentialReport.Header);
        lines[0].Split(',').Length.ShouldBe(22);
        lines[1].ShouldBe($"<root_account>,arn:aws:iam::{account}:root,{Time(start)},false,N/A,not_supported,not_supported,false,{NoKey},{NoKey},false,N/A,false,N/A");
        lines[2].ShouldBe($"\"Bob,=1\",\"arn:aws:iam::{account}:user/team/Bob,=1\",{Time(start)},false,N/A,N/A,N/A,false,{NoKey},{NoKey},false,N/A,false,N/A");
        lines[3].ShouldBe($"zoe,arn:aws:iam::{account}:user/zoe,{Time(start)},true,no_information,{Time(start)},{Time(start.AddDays(90))},true,"
            + $"true,{made},{Time(start.AddMinutes(7))},eu-west-1,sts,false,{Time(start.AddMinutes(61))},N/A,N/A,N/A,false,N/A,false,N/A");
        lines.Length.ShouldBe(4);
    }

    [Fact]
    public async Task Roots_keys_and_device_stand_in_its_line_and_no_other_accounts_users_do()
    {
        var member = SamlWorld.RootOf(await _house.AccountAsync("member"));
        await _house.UserAsync("ann", policy: null, caller: member);
        (await LinesAsync())[1].ShouldContain(",false,true,"); // No device, and an active key.
        (await LinesAsync()).Length.ShouldBe(2);
        var lines = await LinesAsync(member);
        lines.Length.ShouldBe(3);
        lines[2].ShouldStartWith("ann,");
    }

    [Fact]
    public async Task An_account_of_more_users_than_fit_into_memory_is_told_so()
    {
        await using var house = await TestHouse.OpenAsync(services => services.AddSingleton(new IamQuotas { UsersInCredentialReport = 1 }));
        await house.UserAsync("ann", policy: null);
        (await house.DoAsync<GenerateCredentialReportResponse>("iam", "GenerateCredentialReport", Nothing.Value)).State.ShouldBe("STARTED");
        await house.Get<ReportJobs>().IdleAsync();
        await house.UserAsync("bob", policy: null);

        // What is there is good until it is old.
        (await house.DoAsync<GenerateCredentialReportResponse>("iam", "GenerateCredentialReport", Nothing.Value)).State.ShouldBe("COMPLETE");
        house.Time.Advance(CredentialReport.Fresh);
        var refusal = await house.RefusedAsync("GenerateCredentialReport", Nothing.Value);
        (refusal.Code, refusal.HttpStatus, refusal.Message).ShouldBe(("LimitExceeded", 409, "Cannot exceed quota for UsersInCredentialReport: 1"));
    }

    [Fact]
    public async Task More_users_than_a_page_are_all_in_it_once()
    {
        for (var i = 0; i < 201; i++)
        {
            await _house.UserAsync($"u{i:000}", policy: null);
        }

        (await LinesAsync()).Skip(2).Select(line => line.Split(',')[0]).ShouldBe(Enumerable.Range(0, 201).Select(i => $"u{i:000}"));
    }

    [Fact]
    public async Task No_client_writes_into_it_what_a_spreadsheet_would_run()
    {
        await _house.UserAsync("eve");
        var caller = await _house.CallerAsync(await _house.KeyAsync("eve"));
        _house.Get<Federation.Services.Credentials.CredentialUses>().Note(caller, _house.Get<OperationRegistry>().Find("sts", "GetCallerIdentity")!.Descriptor, "=HYPERLINK(\"x\")", _house.Time.GetUtcNow());
        await _house.Get<Federation.Services.Credentials.CredentialUses>().FlushAsync(isLast: true, default);
        (await LinesAsync())[2].ShouldContain($",{Time(_house.Time.GetUtcNow())},N/A,sts,");
    }

    [Fact]
    public async Task No_secret_is_in_it()
    {
        await _house.UserAsync("ann", policy: null);
        await _house.PasswordAsync("ann");
        var key = await _house.KeyAsync("ann");
        var report = string.Join('\n', await LinesAsync());
        report.ShouldNotContain(key.SecretAccessKey!);
        report.ShouldNotContain(PasswordWorld.Password);
        report.ShouldNotContain("$argon2");
    }

    private static string NoKey => "false,N/A,N/A,N/A,N/A";

    private static string Time(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss+00:00", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<string[]> LinesAsync(Caller? caller = null)
    {
        await GenerateAsync(caller);
        await _house.Get<ReportJobs>().IdleAsync();
        return Encoding.UTF8.GetString((await GetAsync(caller)).Content!).Split('\n');
    }

    private async Task<string?> GenerateAsync(Caller? caller = null) =>
        (await _house.DoAsync<GenerateCredentialReportResponse>("iam", "GenerateCredentialReport", Nothing.Value, caller)).State;

    private Task<GetCredentialReportResponse> GetAsync(Caller? caller = null) => _house.DoAsync<GetCredentialReportResponse>("iam", "GetCredentialReport", Nothing.Value, caller);

    private Task<Federation.Model.Results.AwsError> RefusedAsync() => _house.RefusedAsync("GetCredentialReport", Nothing.Value);
}
