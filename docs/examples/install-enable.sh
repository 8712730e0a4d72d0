echo 'extension=ion' | sudo tee /etc/php/8.2/mods-available/ion.ini
sudo phpenmod ion
