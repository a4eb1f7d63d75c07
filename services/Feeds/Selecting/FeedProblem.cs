namespace Syndication.Feeds.Selecting;

/// <summary>Why an address is no feed.</summary>
/// <param name="Detail">A sentence for whoever wrote the address.</param>
internal sealed record FeedProblem(string Detail, int Status = StatusCodes.Status404NotFound);
