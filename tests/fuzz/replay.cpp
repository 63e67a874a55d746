#include "fuzztarget.h"

#include <filesystem>
#include <fstream>
#include <iterator>

// The main of a target without libFuzzer: looks at every file of a folder once.

namespace {

std::string contents(const std::filesystem::path &file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

} // namespace

int main(int count, char **arguments)
{
    if (count != 2) {
        std::fprintf(stderr, "usage: %s FOLDER\n", arguments[0]);
        return 2;
    }
    int seeds = 0;
    for (const auto &entry : std::filesystem::directory_iterator(arguments[1])) {
        std::printf("%s\n", entry.path().c_str());
        std::fflush(stdout); // before a finding ends the process
        const std::string input = contents(entry.path());
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(input.data()), input.size());
        ++seeds;
    }
    return seeds > 0 ? 0 : 1;
}
