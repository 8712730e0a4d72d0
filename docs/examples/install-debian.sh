sudo apt install gcc make pkg-config libevent-dev php-cli php-dev
