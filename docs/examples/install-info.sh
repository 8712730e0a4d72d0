php --ri ion
