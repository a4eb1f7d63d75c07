using Syndication.AckEarly;
using Syndication.Feeds;
using Syndication.Hosting;
using Syndication.Ingestion;
using Syndication.Newsroom;
using Syndication.Search;

await ServiceHost.Build(args, new IngestionModule(), new FeedsModule(), new SearchModule(), new ControlModule(), new EarlyAcknowledgement()).RunAsync();
