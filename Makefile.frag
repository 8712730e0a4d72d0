# Pasted into the Makefile that phpize makes; recipes are tabs.
