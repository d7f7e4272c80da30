// One TorchScript module of a bundle, with errors that name its file.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <torch/script.h>

namespace imis {

class ScriptModule {
public:
    // Loads FILE onto a device, its floating-point weights as dtype whatever they are stored as. Throws Error where it is no
    // TorchScript module, or its forward does not take `inputs` inputs.
    ScriptModule(const std::filesystem::path& file, c10::Device device, at::ScalarType dtype, std::size_t inputs);

    // Runs forward. Const and safe from several threads. Throws Error with the file's name and the operator's complaint.
    [[nodiscard]] c10::IValue operator()(std::vector<c10::IValue> inputs) const;

    [[nodiscard]] const std::filesystem::path& file() const { return file_; }

private:
    std::filesystem::path file_;
    torch::jit::Module module_;
};

}  // namespace imis
