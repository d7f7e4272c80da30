#include "script_module.hpp"

#include "imis/base/error.hpp"

namespace imis {
namespace {

// TorchScript errors carry a source listing; the reason is their last line that says something.
std::string last_line(const std::exception& problem) {
    std::istringstream lines(reason(problem));
    std::string line;
    std::string last;
    while (std::getline(lines, line)) {
        if (line.find_first_not_of(" ~<-.\t") != std::string::npos) last = line;
    }
    return last;
}

void check_signature(const std::filesystem::path& file, const c10::FunctionSchema& forward, const ModuleRole& role) {
    constexpr const char* remedy = "; docs/bundle-format.md says what a module takes and gives";
    const std::size_t inputs = forward.arguments().size() - 1;  // the first is the module itself
    if (inputs != role.inputs) {
        throw Error(file.string() + ": its forward takes " + std::to_string(inputs) + " inputs, not " +
                    std::to_string(role.inputs) + remedy);
    }
    const std::string output = forward.returns().empty() ? "nothing" : forward.returns().front().type()->str();
    if (output != role.output) {
        throw Error(file.string() + ": its forward gives " + output + ", not " + std::string(role.output) + remedy);
    }
}

}  // namespace

ScriptModule::ScriptModule(const Bundle& bundle, const ModuleRole& role, c10::Device device, at::ScalarType dtype)
    : file_(bundle.module(std::string(role.name))) {
    try {
        module_ = torch::jit::load(file_.string(), device);
        module_.eval();
        module_.to(dtype);
        check_signature(file_, module_.get_method("forward").function().getSchema(), role);
    } catch (const c10::Error& problem) {
        throw Error(file_.string() + ": can't be loaded as a TorchScript module: " + last_line(problem) +
                    "; export the bundle again");
    }
}

c10::IValue ScriptModule::operator()(std::vector<c10::IValue> inputs) const {
    try {
        return module_.get_method("forward")(std::move(inputs));
    } catch (const std::exception& problem) {
        throw Error(file_.string() + ": failed while running: " + last_line(problem));
    }
}

}  // namespace imis
