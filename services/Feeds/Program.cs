using Syndication.Feeds;
using Syndication.Hosting;

await ServiceHost.Build(args, new FeedsModule()).RunAsync();
