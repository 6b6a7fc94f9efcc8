using TraumaCapacity.Web.Hosting;

namespace TraumaCapacity.Web.Tests.Hosting;

public sealed class CommandLineTests
{
    [Fact]
    public void Nothing_serves_on_the_embedded_database_and_says_nothing_of_the_demonstration()
    {
        var start = Read();

        start.Should().BeEquivalentTo(new StartOptions());
    }

    [Fact]
    public void Options_are_read_in_any_order()
    {
        var start = Read("--port", "5199", "--empty", "--data", "/somewhere/else", "--Serilog:MinimumLevel:Default=Debug");

        start!.Port.Should().Be(5199);
        start.Demo.Should().BeFalse();
        start.DataFolder.Should().Be(Path.GetFullPath("/somewhere/else"));
        start.Settings.Should().Equal("--Serilog:MinimumLevel:Default=Debug");
    }

    [Theory]
    [InlineData("migrate", StartVerb.Migrate)]
    [InlineData("create-administrator", StartVerb.CreateAdministrator)]
    [InlineData("remove-demo", StartVerb.RemoveDemo)]
    public void A_verb_comes_first(string verb, StartVerb expected)
    {
        Read(verb, "--data", "x")!.Verb.Should().Be(expected);
        Read("--data", "x", verb).Should().BeNull();
    }

    [Theory]
    [InlineData("--demo", "--empty")]
    [InlineData("--empty", "--demo")]
    [InlineData("--port")]
    [InlineData("--port", "0")]
    [InlineData("--port", "65536")]
    [InlineData("--port", "http")]
    [InlineData("--data")]
    [InlineData("--conection", "x")]
    [InlineData("serve")]
    public void What_is_not_understood_is_named_and_nothing_is_started(params string[] arguments)
    {
        using var error = new StringWriter();

        CommandLine.Read(arguments, TextWriter.Null, error).Should().BeNull();

        CommandLine.ExitCode.Should().Be(CommandLine.Misused);
        error.ToString().Should().ContainAny(arguments);
    }

    [Fact]
    public void Help_names_every_option_and_verb()
    {
        using var output = new StringWriter();

        CommandLine.Read(["--help"], output, TextWriter.Null).Should().BeNull();

        CommandLine.ExitCode.Should().Be(0);
        output.ToString().Should().ContainAll("--demo", "--empty", "--port", "--data", "--connection", "migrate", "create-administrator", "remove-demo", "--owner");
    }

    private static StartOptions? Read(params string[] arguments) => CommandLine.Read(arguments, TextWriter.Null, TextWriter.Null);
}
