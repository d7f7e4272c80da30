// One TorchScript module of a bundle, with errors that name its file. TorchScript's own headers take 20 s to compile,
// so only script_module.cpp includes them.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <ATen/ATen.h>
#include <ATen/core/ivalue.h>

#include "imis/model/bundle.hpp"

namespace imis {

// What a module of a bundle is for, and the signature of its forward.
struct ModuleRole {
    std::string_view name;    // in the manifest's field 'modules'
    std::size_t inputs;       // all tensors, some of them optional
    std::string_view output;  // as TorchScript writes the type
};

inline constexpr ModuleRole image_encoder_role{"image_encoder", 1, "Tensor[]"};
inline constexpr ModuleRole prompt_encoder_role{"prompt_encoder", 5, "(Tensor, Tensor)"};
inline constexpr ModuleRole mask_decoder_role{"mask_decoder", 4, "(Tensor, Tensor, Tensor)"};
inline constexpr ModuleRole text_encoder_role{"text_encoder", 1, "Tensor"};

class ScriptModule {
public:
    // Loads a module of the bundle onto a device, its floating-point weights as dtype whatever they are stored as.
    // Throws Error where the file is no TorchScript module, or its forward has another signature than the role's.
    ScriptModule(const Bundle& bundle, const ModuleRole& role, c10::Device device, at::ScalarType dtype);

    // Runs forward. Const and safe from several threads. Throws Error with the file's name and the operator's
    // complaint.
    [[nodiscard]] c10::IValue operator()(std::vector<c10::IValue> inputs) const;

    [[nodiscard]] const std::filesystem::path& file() const { return file_; }

private:
    struct Loaded;
    std::filesystem::path file_;
    std::shared_ptr<const Loaded> loaded_;
};

// From now on modules run by TorchScript's simple executor: the first runs of its profiling one compute by other
// kernels than later ones.
void use_simple_executor();

}  // namespace imis
