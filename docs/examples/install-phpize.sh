phpize
./configure
make
sudo make install
