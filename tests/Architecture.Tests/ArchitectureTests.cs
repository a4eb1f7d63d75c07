using System.Reflection;
using System.Xml.Linq;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Contracts;
using Syndication.Digest;
using Syndication.Feeds;
using Syndication.Hosting;
using Syndication.Hosting.Log;
using Syndication.Ingestion;
using Syndication.Newsroom;
using Syndication.Search;
using Syndication.Translation;
using Syndication.Webhooks;

namespace Syndication.Architecture.Tests;

/// <summary>The rules of the layout that a compiler does not hold.</summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly[] Services = [typeof(IngestionModule).Assembly, typeof(FeedsModule).Assembly, typeof(SearchModule).Assembly, typeof(NewsroomModule).Assembly, typeof(TranslationModule).Assembly, typeof(DigestModule).Assembly, typeof(WebhooksModule).Assembly];

    private static IEnumerable<string> Projects => Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/artifacts/", StringComparison.Ordinal));

    private static IEnumerable<Type> Consumers => Services.SelectMany(service => service.GetTypes())
        .Where(type => type is { IsAbstract: false, IsInterface: false } && typeof(IConsumer).IsAssignableFrom(type));

    [Fact]
    public void Consumers_have_names_of_their_own()
    {
        var names = Consumers.Select(LogConsumer.NameOf).ToList();

        Assert.True(names.Count >= 3);
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Fact]
    public void Every_consumer_has_a_definition_beside_it_and_hears_every_fact_or_none()
    {
        Assert.All(Consumers, consumer =>
        {
            Assert.Contains(consumer.Assembly.GetTypes(), type => type.IsAssignableTo(typeof(ConsumerDefinition<>).MakeGenericType(consumer)));
            var heard = consumer.GetInterfaces().Where(face => face.IsGenericType).Select(face => face.GetGenericArguments()[0]);
            var facts = heard.Where(type => typeof(ReleaseFact).IsAssignableFrom(type)).OrderBy(fact => fact.Name).ToList();
            Assert.Equal(facts.Count == 0 ? [] : Facts.OrderBy(fact => fact.Name), facts);
        });
    }

    [Fact]
    public void Message_types_have_a_namespace_and_contracts_reference_nothing()
    {
        Assert.All(Facts, fact => Assert.False(string.IsNullOrEmpty(fact.Namespace)));
        var project = XDocument.Load(Path.Combine(Repository.Root, "shared/Contracts/Contracts.csproj"));
        Assert.Empty(project.Descendants("PackageReference"));
        Assert.Empty(project.Descendants("ProjectReference"));
    }

    [Fact]
    public void No_service_references_another_but_standalone_all()
    {
        foreach (var project in Projects.Where(file => file.Contains("/services/", StringComparison.Ordinal)))
        {
            var services = XDocument.Load(project).Descendants("ProjectReference")
                .Select(reference => (string)reference.Attribute("Include")!)
                .Count(path => !path.Contains("shared/", StringComparison.Ordinal));
            Assert.Equal(Path.GetFileName(project) == "Standalone.csproj" ? Services.Length : 0, services);
        }
    }

    [Fact]
    public void Only_newsroom_may_have_a_wwwroot_and_no_service_has_appsettings()
    {
        var files = Directory.EnumerateFileSystemEntries(Path.Combine(Repository.Root, "services"), "*", SearchOption.AllDirectories).ToList();

        Assert.DoesNotContain(files, file => Path.GetFileName(file) == "wwwroot" && !file.Contains("/Newsroom/", StringComparison.Ordinal));
        Assert.DoesNotContain(files, file => Path.GetFileName(file).StartsWith("appsettings", StringComparison.Ordinal));
    }

    [Fact]
    public void Versions_are_central_and_exact()
    {
        Assert.All(Projects, project => Assert.DoesNotContain(XDocument.Load(project).Descendants("PackageReference"), reference => reference.Attribute("Version") is not null));
        var packages = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"));
        var properties = packages.Descendants("PropertyGroup").Elements().ToLookup(property => $"$({property.Name.LocalName})", property => property.Value);
        var versions = packages.Descendants("PackageVersion").Select(version => (string)version.Attribute("Version")!).SelectMany(version => properties[version].DefaultIfEmpty(version));
        Assert.All(versions, version => Assert.Matches(@"^\d+(\.\d+)+$", version));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Modules_compose_in_any_order(bool isReversed)
    {
        IServiceModule[] modules = [new IngestionModule(), new FeedsModule(), new SearchModule(), new NewsroomModule(), new TranslationModule(), new DigestModule(), new WebhooksModule()];
        using var folder = new TemporaryFolder();
        await using var app = ServiceHost.Build([$"--Storage:Path={folder.Path}", "--urls=http://127.0.0.1:0"], isReversed ? [.. modules.Reverse()] : modules);
        var consumers = app.Services.GetRequiredService<LogConsumers>();

        Assert.Equal(["deliver-release", "index-release", "list-release", "note-arrival", "plan-translation", "project-feed-item", "project-page"], consumers.All.Select(progress => progress.Consumer.Name).Order());
        Assert.All(consumers.All, progress => Assert.Equal(progress.Consumer.Type.Assembly.GetName().Name, $"Syndication.{progress.Consumer.Service}", ignoreCase: true));
    }

    [Fact]
    public void Banned_words_are_in_no_type_name()
    {
        string[] banned = ["Manager", "Helper", "Util", "Common", "Core", "Impl", "Misc"];
        var types = Services.Append(typeof(ServiceHost).Assembly).Append(typeof(Release).Assembly).SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Namespace?.StartsWith("Syndication", StringComparison.Ordinal) == true);

        Assert.DoesNotContain(types, type => banned.Any(word => type.Name.Contains(word, StringComparison.Ordinal)));
    }

    private static IEnumerable<Type> Facts => typeof(ReleaseFact).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && typeof(ReleaseFact).IsAssignableFrom(type));
}
