using Federation.Cli.Administration;
using Federation.Cli.Policy;

namespace Federation.UnitTests.Cli;

public sealed class AuditLinesTests
{
    private const string Record =
        """{"userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/\u001b[2Jx"},"eventTime":"2026-01-02T03:04:05Z","eventSource":"iam.amazonaws.com","eventName":"GetUser","sourceIPAddress":"192.0.2.1","errorCode":"AccessDenied"}""";

    [Fact]
    public async Task A_name_in_the_trail_does_not_command_the_readers_terminal() =>
        (await WriteAsync(Record, OutputFormat.Text)).ShouldBe("2026-01-02T03:04:05Z\tiam:GetUser\tarn:aws:iam::111122223333:user/?[2Jx\t192.0.2.1\tAccessDenied\n");

    [Fact]
    public async Task A_caller_without_ARN_and_a_call_without_error_leave_no_gaps() =>
        (await WriteAsync("""{"userIdentity":{"type":"SAMLUser","userName":"bob"},"eventTime":"2026-01-02T03:04:05Z","eventSource":"sts.amazonaws.com","eventName":"AssumeRoleWithSAML","sourceIPAddress":"192.0.2.1"}""", OutputFormat.Text))
            .ShouldBe("2026-01-02T03:04:05Z\tsts:AssumeRoleWithSAML\tbob\t192.0.2.1\n");

    [Fact]
    public async Task As_JSON_a_record_is_what_it_is_in_the_trail() => (await WriteAsync(Record, OutputFormat.Json)).ShouldBe(Record + "\n");

    private static async Task<string> WriteAsync(string record, OutputFormat format)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        await new AuditLines(output, format).WriteAsync(record);
        return output.ToString();
    }
}
