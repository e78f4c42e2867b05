using System.Text;
using BenchmarkDotNet.Attributes;
using Federation.Saml.Metadata;

namespace Federation.PartsBench;

/// <summary>Metadata to keys and endpoints, against no more than the framework's tree of it.</summary>
[MemoryDiagnoser]
public class Metadata
{
    private readonly SamlMetadataOptions _options = new() { Now = TimeProvider.System.GetUtcNow() };
    private readonly string _text = Encoding.UTF8.GetString(Sample.Input.Metadata);

    [Benchmark(Baseline = true)]
    public object XmlDocument() => Sample.Load(_text);

    [Benchmark]
    public object Ours() => SamlMetadataReader.Read(Sample.Input.Metadata, _options).Metadata ?? throw new InvalidDataException("not read");
}
