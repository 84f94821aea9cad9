"""Commands of ``scrapy`` inside this project, where Scrapy's own would say too little (``COMMANDS_MODULE``)."""
