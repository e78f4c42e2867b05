using System.Globalization;
using System.Text;
using Federation.Model.AccessKeys;
using Federation.Model.Accounts;
using Federation.Model.Identifiers;
using Federation.Model.Passwords;
using Federation.Model.Reports;
using Federation.Model.Storage;
using Federation.Model.Users;

namespace Federation.Services.Iam.Reports;

/// <summary>The credential report of an account: AWS's columns, root first, then the users in order of their names; lines end with LF, the last one with nothing.</summary>
internal static class CredentialReport
{
    /// <summary>An account has one.</summary>
    internal const string JobId = "credential-report";

    internal const string Header =
        "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,"
        + "access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,"
        + "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,"
        + "cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";

    private const int PageSize = 200;
    private const int Keys = 2;

    /// <summary>AWS: a report is made every four hours at most.</summary>
    internal static TimeSpan Fresh { get; } = TimeSpan.FromHours(4);

    /// <summary>How long the row stays: until then an old report is told to have expired, later that there is none.</summary>
    internal static TimeSpan Kept { get; } = TimeSpan.FromDays(7);

    /// <summary>Whether a report is done and not too old.</summary>
    internal static bool IsFresh(ReportJob job, DateTimeOffset now) => job is { State: ReportState.Completed, CompletedAt: { } done } && now - done < Fresh;

    /// <summary>Makes the report. Each page of users is read by itself: a reader that stays for long keeps SQLite from reusing its log.</summary>
    internal static async Task<byte[]> MakeAsync(AccountId account, IDatabase database, CancellationToken cancellationToken)
    {
        using var report = new MemoryStream();
        report.Write(Encoding.UTF8.GetBytes(Header));
        PasswordPolicy? policy;
        await using (var store = await database.BeginReadAsync(cancellationToken))
        {
            var owner = await store.Accounts.FindAsync(account, cancellationToken) ?? throw new InvalidOperationException("the account is gone");
            await AddRootAsync(report, owner, store, cancellationToken);
            policy = await store.PasswordPolicies.FindAsync(account, cancellationToken);
        }

        string? after = null;
        do
        {
            await using var store = await database.BeginReadAsync(cancellationToken);
            var page = await store.Users.ListAsync(account, "/", after, PageSize, cancellationToken);
            foreach (var user in page.Items)
            {
                await AddUserAsync(report, user, policy, store, cancellationToken);
            }

            after = page.Next;
        }
        while (after is not null);
        return report.ToArray();
    }

    // Root has no password here: AWS says so of member accounts, whose root has none either.
    private static async Task AddRootAsync(MemoryStream report, Account account, IUnitOfWork store, CancellationToken cancellationToken) => AddLine(
        report,
        ["<root_account>", Arns.Root(account.AccountId), Show(account.CreatedAt), "false", "N/A", "not_supported", "not_supported"],
        (await store.MfaDevices.ListOfOwnerAsync(account.AccountId, account.AccountId.Value, cancellationToken)).Count > 0,
        await store.AccessKeys.ListAsync(account.AccountId, null, cancellationToken));

    private static async Task AddUserAsync(MemoryStream report, User user, PasswordPolicy? policy, IUnitOfWork store, CancellationToken cancellationToken)
    {
        var profile = await store.LoginProfiles.FindAsync(user.AccountId, user.UserId, cancellationToken);
        IEnumerable<string> password = profile is null ? ["false", "N/A", "N/A", "N/A"] :
        [
            "true",
            profile.LastUsedAt is { } used ? Show(used) : "no_information",
            Show(profile.ChangedAt),
            policy?.MaxAgeDays is { } days ? Show(profile.ChangedAt.AddDays(days)) : "N/A",
        ];
        AddLine(
            report,
            [user.UserName, user.Arn, Show(user.CreatedAt), .. password],
            (await store.MfaDevices.ListOfOwnerAsync(user.AccountId, user.UserId, cancellationToken)).Count > 0,
            await store.AccessKeys.ListAsync(user.AccountId, user.UserId, cancellationToken));
    }

    private static void AddLine(MemoryStream report, IEnumerable<string> identity, bool hasMfa, IReadOnlyList<AccessKey> keys)
    {
        var fields = identity.Append(Show(hasMfa)).Concat(Enumerable.Range(0, Keys).SelectMany(i => Show(i < keys.Count ? keys[i] : null)));
        // No signing certificates are kept.
        report.Write(Encoding.UTF8.GetBytes('\n' + string.Join(',', fields.Concat(["false", "N/A", "false", "N/A"]).Select(Quote))));
    }

    private static IEnumerable<string> Show(AccessKey? key) => key is null ? ["false", "N/A", "N/A", "N/A", "N/A"] :
    [
        Show(key.Status == "Active"),
        Show(key.CreatedAt),
        key.LastUse is { } use ? Show(use.At) : "N/A",
        key.LastUse?.Region ?? "N/A",
        key.LastUse?.Service ?? "N/A",
    ];

    private static string Show(bool value) => value ? "true" : "false";

    /// <summary>As AWS writes it here, otherwise than in its answers: tools read the offset literally.</summary>
    private static string Show(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture);

    /// <summary>RFC 4180 2.6: names and paths may hold commas and quotation marks.</summary>
    private static string Quote(string field) => field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
