using BenchmarkDotNet.Running;
using Federation.PartsBench;

BenchmarkSwitcher.FromAssembly(typeof(Parsing).Assembly).Run(args);
