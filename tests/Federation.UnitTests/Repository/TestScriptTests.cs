using System.Diagnostics;

namespace Federation.UnitTests.Repository;

/// <summary>scripts/test with a stand-in for dotnet: what it adds up, and what it makes of runners that end badly.</summary>
public sealed class TestScriptTests : IDisposable
{
    private readonly DirectoryInfo _checkout = Directory.CreateTempSubdirectory("federation-script-");

    public TestScriptTests()
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "bash is missing");
        Write("scripts/test", RepositoryFiles.Read("scripts/test"));
        Write("scripts/install-test-tools", "#!/usr/bin/env bash\nexit 0\n");
        // Stands in for dotnet: does what the folder of the test project says.
        Write("bin/dotnet", """
            #!/usr/bin/env bash
            case "$1" in
              tests/*) name=${1#tests/}; cat "tests/${name%%/*}/says"; exit "$(cat "tests/${name%%/*}/ends-with")" ;;
              *) exit "$(cat "$1.ends-with" 2>/dev/null || echo 0)" ;;
            esac
            """);
    }

    [Fact]
    public async Task Counts_of_all_projects_are_added_up()
    {
        Project("OneTests", "   One  Total: 5, Errors: 0, Failed: 0, Skipped: 2, Not Run: 0, Time: 1s", 0);
        Project("TwoTests", "   Two  Total: 7, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0, Time: 1s", 0);
        (await RunAsync()).ShouldBe((0, "10 passed, 0 failed, 2 skipped"));
    }

    [Fact]
    public async Task Failures_and_errors_count_and_decide_the_exit_code()
    {
        Project("OneTests", "   One  Total: 5, Errors: 1, Failed: 2, Skipped: 0, Not Run: 0, Time: 1s", 1);
        (await RunAsync()).ShouldBe((1, "3 passed, 3 failed, 0 skipped"));
    }

    [Fact]
    public async Task A_runner_that_crashes_counts_as_a_failure_and_the_others_still_run()
    {
        Project("OneTests", "Unhandled exception.", 134);
        Project("TwoTests", "   Two  Total: 7, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0, Time: 1s", 0);
        (await RunAsync()).ShouldBe((1, "7 passed, 1 failed, 0 skipped"));
    }

    [Fact]
    public async Task A_runner_that_fails_after_a_clean_summary_counts_as_a_failure()
    {
        Project("OneTests", "   One  Total: 5, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0, Time: 1s", 139);
        (await RunAsync()).ShouldBe((1, "5 passed, 1 failed, 0 skipped"));
    }

    [Fact]
    public async Task A_run_without_a_test_is_a_failure()
    {
        Project("OneTests", "   One  Total: 0, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0, Time: 0s", 0);
        (await RunAsync()).ShouldBe((1, "0 passed, 0 failed, 0 skipped"));
    }

    [Fact]
    public async Task A_build_that_fails_is_a_failure_and_no_test_runs()
    {
        Project("OneTests", "   One  Total: 5, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0, Time: 1s", 0);
        Write("build.ends-with", "1");
        (await RunAsync()).ShouldBe((1, "0 passed, 1 failed, 0 skipped"));
    }

    public void Dispose() => _checkout.Delete(recursive: true);

    private async Task<(int ExitCode, string LastLine)> RunAsync()
    {
        var start = new ProcessStartInfo("/bin/bash", [Path.Combine(_checkout.FullName, "scripts/test")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = Path.Combine(_checkout.FullName, "bin") + ":" + Environment.GetEnvironmentVariable("PATH");
        start.Environment.Remove("CI");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        (await errors).ShouldBeEmpty();
        return (process.ExitCode, output.TrimEnd().Split('\n')[^1]);
    }

    private void Project(string name, string says, int endsWith)
    {
        Write($"tests/{name}/says", says + "\n");
        Write($"tests/{name}/ends-with", $"{endsWith}");
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_checkout.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text.ReplaceLineEndings("\n") + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
