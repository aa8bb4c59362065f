# On ${inventory_hostname}.
greeting = ${greeting}
