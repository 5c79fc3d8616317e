#include "app/gui/window/program.h"

int main(int argc, char** argv) {
    return trilane::runGui(argc, argv);
}
