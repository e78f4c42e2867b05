namespace Federation.SystemTests.Fixtures;

/// <summary>Programs that none of us wrote. A test that needs one which is missing is skipped and says which.</summary>
internal static class Tools
{
    public const string Aws = "/usr/bin/aws";
    public const string Python = "/usr/bin/python3";
    public const string SimpleSamlPhp = "/usr/share/simplesamlphp/www";
    public const string Chromium = "/usr/bin/chromium";

    public static void NeedAws() => Assert.SkipUnless(File.Exists(Aws), "the AWS CLI is missing (package awscli)");

    public static void NeedPython() => Assert.SkipUnless(File.Exists(Python), "Python is missing (package python3)");

    public static void NeedBoto3() => Assert.SkipUnless(
        File.Exists(Python) && Directory.Exists("/usr/lib/python3/dist-packages/boto3"), "boto3 is missing (package python3-boto3)");

    /// <summary>The Node.js beside the SDK where the system's was too old, or the system's.</summary>
    public static string Node => File.Exists(Built.NodeFile("node_modules/.bin/node")) ? Built.NodeFile("node_modules/.bin/node") : "node";

    public static void NeedNode()
    {
        Assert.SkipUnless(File.Exists(Built.NodeFile("node_modules/.installed-lock")), "the AWS SDK for JavaScript is missing (npm packages of tests/node: scripts/install-test-tools)");
        Assert.SkipUnless(Node != "node" || OnPath("node"), "Node.js is missing (20 or newer: scripts/install-test-tools)");
    }

    public static void NeedRedis() => Assert.SkipUnless(OnPath("redis-server"), "redis-server is missing (package redis-server)");

    public static void NeedXmlSec() => Assert.SkipUnless(OnPath("xmlsec1"), "xmlsec1 is missing (package xmlsec1)");

    public static void NeedSimpleSamlPhp()
    {
        Assert.SkipUnless(OnPath("php"), "php is missing (package php-cli)");
        Assert.SkipUnless(OnPath("openssl"), "openssl is missing (package openssl)");
        Assert.SkipUnless(Directory.Exists(SimpleSamlPhp), "SimpleSAMLphp is missing (package simplesamlphp)");
    }

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
