#include "script_module.hpp"

#include <sstream>

#include <torch/csrc/jit/runtime/profiling_graph_executor_impl.h>
#include <torch/csrc/jit/serialization/export.h>
#include <torch/script.h>

#include "imis/base/error.hpp"
#include "imis/model/bundle.hpp"

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

// By its words: TorchScript throws the exceptions of operators again as std::runtime_error.
bool says_out_of_memory(const std::exception& problem) {
    const std::string_view words = problem.what();
    return words.find("out of memory") != std::string_view::npos ||
           words.find("can't allocate memory") != std::string_view::npos;
}

void check_signature(const std::filesystem::path& file, const c10::FunctionSchema& forward, const ModuleRole& role) {
    constexpr const char* contract = "; docs/bundle-format.md says what a module takes and returns";
    const std::size_t inputs = forward.arguments().size() - 1;  // the first is the module itself
    if (inputs != role.inputs) {
        throw Error(file.string() + ": its forward takes " + std::to_string(inputs) + " inputs, not " +
                    std::to_string(role.inputs) + contract);
    }
    const std::string output = forward.returns().empty() ? "nothing" : forward.returns().front().type()->str();
    if (output != role.output) {
        throw Error(file.string() + ": its forward returns " + output + ", not " + std::string(role.output) + contract);
    }
}

}  // namespace

struct ScriptModule::Loaded {
    torch::jit::Module module;
};

ScriptModule::ScriptModule(const Bundle& bundle, const ModuleRole& role, c10::Device device, at::ScalarType dtype)
    : file_(bundle.module(std::string(role.name))) {
    try {
        torch::jit::Module module = torch::jit::load(file_.string(), device);
        module.eval();
        module.to(dtype);
        check_signature(file_, module.get_method("forward").function().getSchema(), role);
        loaded_ = std::make_shared<const Loaded>(Loaded{std::move(module)});
    } catch (const c10::Error& problem) {
        throw Error(file_.string() + ": can't be loaded as a TorchScript module: " + last_line(problem) +
                    "; export the bundle again");
    }
}

c10::IValue ScriptModule::operator()(std::vector<c10::IValue> inputs) const {
    try {
        return loaded_->module.get_method("forward")(std::move(inputs));
    } catch (const std::exception& problem) {
        const std::string message = file_.string() + ": failed while running: " + last_line(problem);
        if (says_out_of_memory(problem)) throw OutOfMemory(message);
        throw Error(message);
    }
}

std::vector<std::string> module_operators(const std::filesystem::path& file) {
    try {
        return torch::jit::export_opnames(torch::jit::load(file.string(), at::kCPU));
    } catch (const std::exception& problem) {
        throw Error(file.string() + ": can't be loaded as a TorchScript module; export the bundle again");
    }
}

void use_simple_executor() {
    torch::jit::getExecutorMode() = true;
    torch::jit::getProfilingMode() = false;
}

}  // namespace imis
