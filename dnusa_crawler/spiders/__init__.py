"""Where Scrapy finds the one spider; sites are files, not spiders."""
