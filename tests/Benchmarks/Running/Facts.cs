using System.Text.Json;
using MassTransit;
using Syndication.Contracts;

namespace Syndication.Benchmarks.Running;

/// <summary>Facts of 2 KB, and a bus that carries them as the system's own does.</summary>
internal static class Facts
{
    public static ReleaseCreated Create(long number) => new()
    {
        EventId = Guid.NewGuid(),
        Sequence = number,
        At = DateTimeOffset.UnixEpoch,
        Release = new Release
        {
            Id = Guid.NewGuid(),
            Version = 1,
            Language = "en",
            Headline = Releases.Word(number),
            Topics = ["transport"],
            Body = [new Paragraph([new Run(new string('x', Releases.Size - 300))])],
        },
    };

    /// <summary>Serialises as Hosting does.</summary>
    public static void SerialiseAlike(this IBusFactoryConfigurator bus) =>
        bus.ConfigureJsonSerializerOptions(options =>
        {
            var ours = new JsonSerializerOptions(options);
            SyndicationJson.Apply(ours);
            ours.WriteIndented = false;
            return ours;
        });
}
