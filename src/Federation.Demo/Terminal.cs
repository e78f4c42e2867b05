namespace Federation.Demo;

/// <summary>What the demo says: with colour on a terminal, plain text elsewhere or where NO_COLOR is set.</summary>
internal sealed class Terminal(TextWriter output, bool colour)
{
    private const string Reset = "\e[0m";

    public static Terminal Standard() =>
        new(Console.Out, !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));

    public void Line(string text = "") => output.WriteLine(text);

    public void Title(string text)
    {
        Line();
        Line("  " + Paint("36", "◆") + " " + Bold(text));
        Line();
    }

    /// <summary>One fact: its name in a column of its own.</summary>
    public void Fact(string name, string value) => Line($"    {Dim(name.PadRight(20))}{value}");

    /// <summary>One finished step of the walk.</summary>
    public void Step(int number, string what, string result) =>
        Line($"    {Dim($"{number,2}")}  {Paint("32", "✓")} {what.PadRight(46)} {Dim(result)}");

    public string Bold(string text) => Paint("1", text);

    public string Dim(string text) => Paint("2", text);

    private string Paint(string code, string text) => colour ? $"\e[{code}m{text}{Reset}" : text;
}
