using System.Text.RegularExpressions;

namespace Syndication.Deploy.Tests;

/// <summary>The one Dockerfile and what it is built with.</summary>
public sealed partial class DockerfileTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "deploy/Dockerfile"));

    [Fact]
    public void It_names_the_services_that_there_are()
    {
        var named = Named().Match(Text).Groups[1].Value.Split(", ");

        Assert.Equal(Services.Programs, named);
    }

    [Fact]
    public void It_builds_all_of_it_on_public_images_of_fixed_versions_unless_told_otherwise()
    {
        Assert.Contains("ARG PACKAGE_FEED=full\n", Text, StringComparison.Ordinal);
        Assert.Matches(@"ARG SDK_IMAGE=mcr\.microsoft\.com/dotnet/sdk:10\.0\.[0-9]+-", Text);
        Assert.Matches(@"ARG RUNTIME_IMAGE=mcr\.microsoft\.com/dotnet/aspnet:10\.0\.[0-9]+-[a-z]+-chiseled-extra\n", Text);
    }

    [Fact]
    public void Compose_builds_on_the_same_images()
    {
        var compose = File.ReadAllText(Path.Combine(Repository.Root, "docker-compose.yml"));

        Assert.All(Arguments().Matches(Text), argument =>
            Assert.Contains($"{argument.Groups[1].Value}: ${{{argument.Groups[1].Value}:-{argument.Groups[2].Value}}}", compose, StringComparison.Ordinal));
    }

    [Fact]
    public void Secrets_and_what_no_build_needs_stay_out_of_it()
    {
        var ignored = File.ReadAllLines(Path.Combine(Repository.Root, ".dockerignore"));

        Assert.All(["deploy/*", "**/artifacts", "**/.git", "tests"], path => Assert.Contains(path, ignored));
    }

    [GeneratedRegex(@"^# SERVICE is a folder of services/: (.*)\.$", RegexOptions.Multiline)]
    private static partial Regex Named();

    [GeneratedRegex(@"^ARG (SDK_IMAGE|RUNTIME_IMAGE|PACKAGE_FEED)=(.*)$", RegexOptions.Multiline)]
    private static partial Regex Arguments();
}
