using BenchmarkDotNet.Attributes;
using Federation.Saml.Protocol;

namespace Federation.PartsBench;

/// <summary>Bytes to a tree, with every limit checked, against the framework's tree.</summary>
[MemoryDiagnoser]
public class Parsing
{
    [Benchmark(Baseline = true)]
    public object XmlDocument() => Sample.Load(Sample.Text);

    [Benchmark]
    public object? Ours() => UnverifiedResponse.Read(Sample.Xml, out _);
}
