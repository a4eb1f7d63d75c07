namespace Syndication.Digest.Tests.Running;

/// <summary>How large runs are: all of it where SYNDICATION_TEST_FULL is set.</summary>
internal static class Scale
{
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("SYNDICATION_TEST_FULL") is { Length: > 0 };

    public static int Mails => IsFull ? 10_000 : 1_500;
}
