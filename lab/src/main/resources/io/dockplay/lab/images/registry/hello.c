#include <stdio.h>

int main(void) {
    puts("\nHello from Docker!\nThis message shows that your installation appears to be working correctly.\n");
    return 0;
}
