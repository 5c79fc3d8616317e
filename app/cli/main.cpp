#include "app/cli/program.h"

int main(int argc, char** argv) {
    return trilane::runProgram(argc, argv);
}
