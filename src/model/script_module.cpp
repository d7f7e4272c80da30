#include "script_module.hpp"

#include "imis/base/error.hpp"

namespace imis {
namespace {

// TorchScript errors carry a source listing; the reason is their last line that says something.
std::string reason(const std::exception& problem) {
    std::istringstream lines(problem.what());
    std::string line;
    std::string last;
    while (std::getline(lines, line)) {
        const bool says_something = line.find_first_not_of(" ~<-.\t") != std::string::npos;
        if (line.starts_with("Exception raised from")) break;
        if (says_something) last = line;
    }
    return last;
}

}  // namespace

ScriptModule::ScriptModule(const std::filesystem::path& file, c10::Device device, at::ScalarType dtype,
                           std::size_t inputs)
    : file_(file) {
    try {
        module_ = torch::jit::load(file.string(), device);
        module_.eval();
        module_.to(dtype);
        const auto& schema = module_.get_method("forward").function().getSchema();
        if (schema.arguments().size() != inputs + 1) {
            throw Error(file.string() + ": its forward takes " + std::to_string(schema.arguments().size() - 1) +
                        " inputs, not " + std::to_string(inputs) +
                        "; export the bundle again (docs/bundle-format.md says what a module takes)");
        }
    } catch (const c10::Error& problem) {
        throw Error(file.string() + ": can't be loaded as a TorchScript module: " + reason(problem) +
                    "; export the bundle again");
    }
}

c10::IValue ScriptModule::operator()(std::vector<c10::IValue> inputs) const {
    try {
        return module_.get_method("forward")(std::move(inputs));
    } catch (const std::exception& problem) {
        throw Error(file_.string() + ": failed while running: " + reason(problem));
    }
}

}  // namespace imis
