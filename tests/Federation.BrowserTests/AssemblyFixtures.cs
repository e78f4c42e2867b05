using Federation.BrowserTests.Fixtures;

[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: AssemblyFixture(typeof(CrowdedGateway))]
