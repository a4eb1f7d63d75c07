using System.Globalization;
using Syndication.Ingestion.Intake;

namespace Syndication.Standalone;

/// <summary>Invented releases, their dates counted from the day on which a folder first had them.</summary>
internal sealed class Samples(DateOnly day)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "samples");

    private readonly SampleDates _dates = new(day);

    public static Samples StartedOn(DataFolder folder, TimeProvider time)
    {
        var file = Path.Combine(folder.Path, "samples.day");
        if (!File.Exists(file))
        {
            File.WriteAllText(file, time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "\n");
        }

        return new Samples(DateOnly.ParseExact(File.ReadAllText(file).Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    /// <summary>The pages, sorted by path, and the feed.</summary>
    public static IReadOnlyList<PageFile> Files() => [.. PageFiles.In(Folder), .. PageFiles.In(Path.Combine(Folder, "feed.xml"))];

    public byte[] Expand(byte[] content) => _dates.Expand(content);
}
