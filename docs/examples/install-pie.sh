pie install ion/ext-ion
